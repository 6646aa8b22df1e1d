import { execFileSync } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';
import { directoryWith } from './run';
import { findSources } from '../../src/cli/files';
import { WrongUse } from '../../src/cli/io';

const FILES = {
  'a.json': '',
  'b.yaml': '',
  'c.YML': '',
  'd.txt': '',
  '.hidden.json': '',
  'sub/e.yaml': '',
  'sub/deep/f.json': '',
  'sub/.git/g.json': '',
  'empty/x.txt': '',
  'odd[1].json': '',
};
const cwd = () => directoryWith(FILES);
const names = (args: string[], directory = cwd()) => findSources(args, directory).map(({ name }) => name);

describe('findSources', () => {
  test.each<[string[], string[]]>([
    [['a.json'], ['a.json']],
    [['d.txt'], ['d.txt']],
    [
      ['b.yaml', 'a.json'],
      ['b.yaml', 'a.json'],
    ],
    [
      ['-', 'a.json', '-'],
      ['stdin', 'a.json'],
    ],
    [['sub'], ['sub/.git', 'sub/deep/f.json', 'sub/e.yaml']],
    [['.'], ['.hidden.json', 'a.json', 'b.yaml', 'c.YML', 'odd[1].json', 'sub/.git', 'sub/deep/f.json', 'sub/e.yaml']],
    [['*.json'], ['a.json', 'odd[1].json']],
    [['?.*'], ['a.json', 'b.yaml', 'c.YML', 'd.txt']],
    [['.*.json'], ['.hidden.json']],
    [['odd[1].json'], ['odd[1].json']],
    [['**/*.json'], ['a.json', 'odd[1].json', 'sub/deep/f.json']],
    [['sub/**'], ['sub/e.yaml', 'sub/deep/f.json']],
    [['sub/*/f.json'], ['sub/deep/f.json']],
    [['./s*/**/f.json'], ['sub/deep/f.json']],
    [
      ['a.json', './a.json', '*.json'],
      ['a.json', 'odd[1].json'],
    ],
  ])('%j', (args, expected) => {
    expect(names(args)).toEqual(expected);
  });

  test('absolute paths and patterns are accepted', () => {
    const directory = cwd();
    expect(names([`${directory}/a.json`, `${directory}/s*/e.yaml`], '/')).toEqual([
      `${directory}/a.json`,
      `${directory}/sub/e.yaml`,
    ]);
  });

  test.each<[string[], string[]]>([
    [['*.json'], ['b.yaml', 'c.YML', 'sub/.git', 'sub/e.yaml', '.hidden.json']],
    [['deep'], ['a.json', 'b.yaml', 'c.YML', 'odd[1].json', 'sub/.git', 'sub/e.yaml', '.hidden.json']],
    [['sub/**'], ['a.json', 'b.yaml', 'c.YML', 'odd[1].json', '.hidden.json']],
    [['./sub/deep/'], ['a.json', 'b.yaml', 'c.YML', 'odd[1].json', 'sub/.git', 'sub/e.yaml', '.hidden.json']],
    [
      ['**/f.*', 'sub', '*.YML', 'b.yaml'],
      ['a.json', 'odd[1].json', '.hidden.json'],
    ],
  ])('--exclude %j', (exclude, expected) => {
    const found = findSources(['.'], cwd(), { exclude }).map(({ name }) => name);
    expect(found.sort()).toEqual([...expected].sort());
  });

  test('directories of other programs are left out unless they are named', () => {
    const directory = directoryWith({ 'a.json': '', 'node_modules/x/b.json': '', '.git/c.json': '' });
    expect(findSources(['.'], directory).map(({ name, leftOut }) => [name, leftOut])).toEqual([
      ['.git', "git's own files"],
      ['a.json', undefined],
      ['node_modules', 'installed packages'],
    ]);
    expect(names(['**/*.json'], directory)).toEqual(['a.json', 'node_modules']);
    expect(names(['node_modules'], directory)).toEqual(['node_modules/x/b.json']);
  });

  test('a name that contains a star names that file', () => {
    expect(names(['x*.json'], directoryWith({ 'x*.json': '', 'xy.json': '' }))).toEqual(['x*.json']);
  });

  test('files that are found in a directory do not count as named', () => {
    expect(findSources(['sub/deep', 'a.json'], cwd()).map(({ isNamed }) => isNamed)).toEqual([false, true]);
  });

  test.each([
    ['', /^the name of a file is empty/],
    ['nothing.json', /^nothing\.json: no such file \(from /],
    ['a.json/b', /no such file/],
    ['*.xml', /^\*\.xml: no file matches this pattern/],
    ['empty', /^empty: this directory has no \.json, \.yaml, \.yml files$/],
    ['x\0y', /no such file/],
    ['x'.repeat(5000), /no such file/],
  ])('%j', (arg, message) => {
    expect(() => findSources([arg], cwd())).toThrow(WrongUse);
    expect(() => findSources([arg], cwd())).toThrow(message);
  });

  test('links to files are followed, and circles of links are not', () => {
    const directory = cwd();
    fs.symlinkSync('..', path.join(directory, 'sub', 'up'));
    fs.symlinkSync('../a.json', path.join(directory, 'sub', 'link.json'));
    fs.symlinkSync('missing', path.join(directory, 'sub', 'broken.json'));
    fs.symlinkSync('circle.json', path.join(directory, 'sub', 'circle.json'));
    expect(names(['sub'], directory)).toEqual(['sub/.git', 'sub/deep/f.json', 'sub/e.yaml', 'sub/link.json']);
    expect(names(['**/e.yaml'], directory)).toEqual(['sub/e.yaml']);
    expect(names(['sub/*.json'], directory)).toEqual(['sub/link.json']);
  });

  test('a pipe is read only if it is named, as it may never be written to', () => {
    const directory = cwd();
    execFileSync('mkfifo', [path.join(directory, 'pipe.json')]);
    expect(names(['.', '*.json'], directory)).not.toContain('pipe.json');
    expect(() => names(['pipe*'], directory)).toThrow(/^pipe\*: no file matches/);
    expect(names(['pipe.json'], directory)).toEqual(['pipe.json']);
  });

  test('a pattern of many stars is as fast as others', () => {
    const deep = `${'a/'.repeat(20)}b.json`;
    expect(names([`${'**/'.repeat(20)}b.json`], directoryWith({ [deep]: '' }))).toEqual([deep]);
    expect(
      names(['*a*a*a*a*a*a*a*a*a*a*a*b'], directoryWith({ [`${'a'.repeat(200)}b`]: '', ['a'.repeat(200)]: '' })),
    ).toEqual([`${'a'.repeat(200)}b`]);
  });
});
