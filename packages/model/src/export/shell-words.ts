/** What a POSIX shell takes as it stands. A tilde, a bracket or a brace would be expanded. */
const PLAIN = /^[A-Za-z0-9_@%+=:,./-]+$/;

/**
 * One word for a POSIX shell, whatever is in it: between single quotes nothing is expanded, line breaks included
 * (POSIX Shell Command Language, 2.2.2).
 */
export function shellWord(text: string): string {
  return PLAIN.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

/** A command on one line. */
export function toCommandLine(argv: readonly string[]): string {
  return argv.map(shellWord).join(' ');
}
