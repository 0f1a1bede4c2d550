import type { MonitorCommandView } from '@baton/api/live/monitor';
import type { SchemaEntity } from '@baton/qmp';

type Entities = ReadonlyMap<string, SchemaEntity>;

/** Names that a sentence can take; an enum with more is only called so. */
const VALUES_SHOWN = 8;

/** The commands of `query-qmp-schema`, sorted, their arguments' types in words: the schema's own are numbers in text. */
export function commandsOf(schema: readonly SchemaEntity[]): MonitorCommandView[] {
  const entities: Entities = new Map(schema.map((entity) => [entity.name, entity]));
  return schema
    .filter((entity) => entity['meta-type'] === 'command')
    .map((command) => ({ name: command.name, arguments: argumentsOf(command, entities) }))
    .sort((a, b) => a.name.localeCompare(b.name, 'en'));
}

function argumentsOf(command: SchemaEntity, entities: Entities): MonitorCommandView['arguments'] {
  const members = entities.get(command['arg-type'] ?? '')?.members ?? [];
  return members.flatMap(({ name, type, ...rest }) =>
    name === undefined ? [] : [{ name, type: typeWords(type, entities), optional: 'default' in rest }],
  );
}

/** One level deep: what is inside an object is QEMU's manual's to tell. */
function typeWords(type: string, entities: Entities): string {
  // `[8]` is an array of 8 (QEMU docs/devel/qapi-code-gen).
  if (type.startsWith('[')) return `list of ${typeWords(type.slice(1, -1), entities)}`;
  const entity = entities.get(type);
  switch (entity?.['meta-type']) {
    case 'builtin':
      return entity.name;
    case 'enum':
      return enumWords(entity.values ?? []);
    case 'object':
      return 'object';
    case 'alternate':
      return (entity.members ?? []).map((member) => typeWords(member.type, entities)).join(' or ');
    default:
      return 'any';
  }
}

function enumWords(values: readonly string[]): string {
  return values.length <= VALUES_SHOWN ? values.join(' | ') : `one of ${values.length} names`;
}
