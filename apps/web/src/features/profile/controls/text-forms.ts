import { formatCpuList, parseCpuList } from '@baton/model/host/cpu-list';
import type { TextForm } from './parsed-control';

/** `0,4-7`. */
export const CPU_LIST: TextForm<readonly number[]> = {
  read: (text) => {
    try {
      return parseCpuList(text);
    } catch {
      return undefined;
    }
  },
  write: formatCpuList,
  advice: 'Write CPU numbers such as 0,4 or 2-5.',
};

/** Words with spaces between. */
export const WORDS: TextForm<readonly string[]> = {
  read: (text) => text.split(/\s+/).filter(Boolean),
  write: (words) => words.join(' '),
  advice: '',
};

/** One word a line: a word may have spaces in it, an empty line is none. */
export const LINES: TextForm<readonly string[]> = {
  read: (text) => text.split(/\r?\n/).filter((line) => line.trim() !== ''),
  write: (words) => words.join('\n'),
  advice: '',
};
