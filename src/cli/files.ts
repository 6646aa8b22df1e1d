/**
 * The files that a command line names: by paths, by directories with everything in them, by patterns with `*`, `?` and
 * `**`, and by `-` for standard input.
 */

import * as fs from 'node:fs';
import * as path from 'node:path';
import { WrongUse } from './io';
import { reason } from '../text/file';

/** A file to read. */
export interface Source {
  /** As messages name it. */
  readonly name: string;
  /** Undefined for standard input. */
  readonly path?: string;
  /** Whether the command line names the file itself, and not a directory or a pattern. */
  readonly isNamed: boolean;
  /** Why it is not read. */
  readonly leftOut?: string;
}

export interface FindOptions {
  /** Patterns of files and directories to pass over: names, or paths from the working directory. */
  readonly exclude?: readonly string[];
  /** Whether a directory may be without files. @default - that is wrong use */
  readonly mayBeEmpty?: boolean;
}

const EXTENSIONS = ['.json', '.yaml', '.yml'];
/** Directories whose files belong to other programs, with what they are. */
const FOREIGN: Record<string, string> = { node_modules: 'installed packages', '.git': "git's own files" };

/**
 * The files that arguments name, each once, in order.
 *
 * @throws WrongUse when an argument names none
 */
export function findSources(args: readonly string[], cwd: string, options: FindOptions = {}): Source[] {
  const { exclude = [], mayBeEmpty = false } = options;
  const sources = new Map<string, Source>();
  const add = (name: string, isNamed: boolean) => {
    const absolute = path.resolve(cwd, name);
    if (sources.has(absolute) || isExcluded(path.relative(cwd, absolute), exclude)) return;
    const leftOut = isNamed ? undefined : FOREIGN[path.basename(name)];
    sources.set(absolute, { name, path: absolute, isNamed, ...(leftOut !== undefined && { leftOut }) });
  };
  for (const arg of args) {
    if (arg === '-') {
      sources.set('-', { name: 'stdin', isNamed: true });
      continue;
    }
    if (arg === '') throw new WrongUse('the name of a file is empty: is a variable not set?');
    const stats = statOf(arg, cwd);
    if (stats?.isDirectory()) {
      const found = filesIn(arg, cwd);
      if (found.length === 0 && !mayBeEmpty) {
        throw new WrongUse(`${arg}: this directory has no ${EXTENSIONS.join(', ')} files`);
      }
      for (const name of found) add(name, false);
    } else if (stats) {
      add(arg, true);
    } else {
      const found = isPattern(arg) ? matching(arg, cwd) : [];
      if (found.length === 0) {
        throw new WrongUse(
          isPattern(arg) ? `${arg}: no file matches this pattern (from ${cwd})` : `${arg}: no such file (from ${cwd})`,
        );
      }
      for (const name of found) add(name, false);
    }
  }
  return [...sources.values()];
}

function statOf(name: string, cwd: string): fs.Stats | undefined {
  try {
    return fs.statSync(path.resolve(cwd, name), { throwIfNoEntry: false });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOTDIR' || code === 'ENAMETOOLONG' || code === 'ELOOP' || name.includes('\0')) return undefined;
    throw new WrongUse(`${name}: ${reason(error)}`);
  }
}

/** The JSON and YAML files below a directory, sorted. Links to directories are not followed: they may form circles. */
function filesIn(directory: string, cwd: string): string[] {
  let entries: fs.Dirent[];
  try {
    entries = fs.readdirSync(path.resolve(cwd, directory), { withFileTypes: true });
  } catch (error) {
    throw new WrongUse(`${directory}: ${reason(error)}`);
  }
  return entries
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const name = path.join(directory, entry.name);
      if (entry.isDirectory()) return Object.hasOwn(FOREIGN, entry.name) ? [name] : filesIn(name, cwd);
      const isOurs = EXTENSIONS.includes(path.extname(name).toLowerCase());
      return isOurs && isFile(entry, name, cwd) ? [name] : [];
    });
}

/** Not a broken link, nor a pipe, from which reading may never end. */
const isFile = (entry: fs.Dirent, name: string, cwd: string) =>
  entry.isFile() || (entry.isSymbolicLink() && statOf(name, cwd)?.isFile() === true);

const isPattern = (arg: string) => /[*?]/.test(arg);

/** The files that match a pattern: `*` and `?` within a name (but no leading dot), `**` for any directories. */
function matching(pattern: string, cwd: string): string[] {
  // Several `**` in a row are one; each of them would walk all directories again.
  const parts = path
    .normalize(pattern)
    .split(path.sep)
    .filter((part, i, all) => part !== '**' || all[i - 1] !== '**');
  const first = parts.findIndex(isPattern);
  const base = parts.slice(0, first).join(path.sep);
  const start = base === '' && !path.isAbsolute(pattern) ? '.' : `${base}${path.sep}`;
  const found = new Set<string>();
  const walk = (directory: string, [part, ...rest]: string[]) => {
    if (part === '**') walk(directory, rest.length > 0 ? rest : ['*']);
    let entries: fs.Dirent[] = [];
    try {
      entries = fs.readdirSync(path.resolve(cwd, directory), { withFileTypes: true });
    } catch {
      // Not a directory, or not readable: nothing in it matches.
    }
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const name = path.join(directory, entry.name);
      if (part === '**') {
        if (!entry.isDirectory() || entry.name.startsWith('.')) continue;
        if (Object.hasOwn(FOREIGN, entry.name)) found.add(name);
        else walk(name, [part, ...rest]);
      } else if (matches(entry.name, part)) {
        const isDirectory =
          entry.isDirectory() || (entry.isSymbolicLink() && statOf(name, cwd)?.isDirectory() === true);
        if (isDirectory && rest.length > 0) walk(name, rest);
        else if (rest.length === 0 && isFile(entry, name, cwd)) found.add(name);
      }
    }
  };
  walk(start, parts.slice(first));
  return [...found];
}

/** Whether a path, or a directory in it, matches a pattern. A pattern without a slash is for names anywhere. */
function isExcluded(name: string, patterns: readonly string[]): boolean {
  const parts = name.split(path.sep);
  return patterns.some((pattern) => {
    const wanted = path
      .normalize(pattern)
      .split(path.sep)
      .filter((part) => part !== '' && part !== '.');
    if (wanted.length === 1) return parts.some((part) => matches(part, wanted[0]));
    return parts.some((_, i) => matchesAll(parts.slice(0, i + 1), wanted));
  });
}

function matchesAll(parts: readonly string[], [first, ...rest]: readonly string[]): boolean {
  if (first === undefined) return parts.length === 0;
  if (first === '**') return parts.some((_, i) => matchesAll(parts.slice(i), rest)) || matchesAll([], rest);
  return parts.length > 0 && matches(parts[0], first) && matchesAll(parts.slice(1), rest);
}

function matches(name: string, part: string): boolean {
  if (name.startsWith('.') && !part.startsWith('.')) return false;
  // Greedy, and going back to the last star only: many stars cost no more than one.
  let [at, from, back, star] = [0, 0, 0, -1];
  while (at < name.length) {
    if (from < part.length && part[from] === '*') {
      star = from++;
      back = at;
    } else if (from < part.length && (part[from] === '?' || part[from] === name[at])) {
      at++;
      from++;
    } else if (star >= 0) {
      from = star + 1;
      at = ++back;
    } else {
      return false;
    }
  }
  return /^\**$/.test(part.slice(from));
}
