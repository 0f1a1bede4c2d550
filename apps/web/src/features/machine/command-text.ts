const PLAIN = /^[\w@%+=:,./-]+$/;

/** An argv as a person would type it in a POSIX shell: quoted where it must be, one option with its value per line. */
export function commandText(argv: readonly string[]): string {
  return argv.reduce((text, word, index) => {
    if (index === 0) return quote(word);
    return `${text}${word.startsWith('-') ? ' \\\n  ' : ' '}${quote(word)}`;
  }, '');
}

function quote(word: string): string {
  return PLAIN.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
