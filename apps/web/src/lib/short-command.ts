const SHORT_MAX = 32;

/** A command as a person says it: without the folders of its program, and cut where it gets long. */
export function shortCommand(command: string): string {
  const [program = '', ...rest] = command.split(' ');
  const said = [program.slice(program.lastIndexOf('/') + 1), ...rest].join(' ').trim() || command;
  return said.length > SHORT_MAX ? `${said.slice(0, SHORT_MAX - 1).trimEnd()}…` : said;
}
