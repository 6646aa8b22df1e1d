import * as fs from 'fs';
import * as path from 'path';
import { importsOf } from '../fixtures/imports';

const ROOT = path.join(__dirname, '..', '..');
const TEXT = fs.readFileSync(path.join(ROOT, 'CONTRIBUTING.md'), 'utf8');

/** A chapter of CONTRIBUTING.md. */
const chapter = (heading: string) => TEXT.split(/^## /m).find((part) => part.startsWith(heading))!;

const LAYOUT = chapter('How the code is laid out');
const WALK = chapter('Where do I find');

const exists = (file: string) => fs.existsSync(path.join(ROOT, file));
const foldersIn = (folder: string) =>
  fs
    .readdirSync(path.join(ROOT, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);

/** The room of a file in src/; of index.ts, which lies in none, its own name. */
const roomOf = (file: string) => file.replace(/(\/|\.ts$).*/, '');

type Graph = ReadonlyMap<string, ReadonlySet<string>>;

/** Which rooms each room imports. */
function roomImports(): Graph {
  const graph = new Map<string, Set<string>>();
  for (const [file, imports] of importsOf(path.join(ROOT, 'src'))) {
    const room = roomOf(file);
    const rooms = imports.filter(({ module }) => module.endsWith('.ts')).map(({ module }) => roomOf(module));
    graph.set(room, new Set([...(graph.get(room) ?? []), ...rooms.filter((other) => other !== room)]));
  }
  return graph;
}

/** The arrows of a graph without circles, as `from --> to`, but for those that follow from others. */
function directArrows(graph: Graph): string[] {
  const reaches = (from: string, to: string): boolean =>
    from === to || [...graph.get(from)!].some((next) => reaches(next, to));
  return [...graph].flatMap(([from, all]) =>
    [...all]
      .filter((to) => ![...all].some((other) => other !== to && reaches(other, to)))
      .map((to) => `${from} --> ${to}`),
  );
}

/** The cells of a chapter's tables, without their headings. */
const rowsOf = (text: string): string[][] =>
  [...text.matchAll(/^\| (.*) \|$(?!\n\|-)/gm)].map(([, cells]) => cells.split(' | '));

/** Names that do not occur in the file that stands before them in a row, as `file: name`. */
function missingNames(row: string): string[] {
  const missing: string[] = [];
  let content: { readonly file: string; readonly text: string } | undefined;
  for (const [, code] of row.matchAll(/`([^`]*)`/g)) {
    if (/^[\w./-]+\.\w+$/.test(code) && exists(code)) {
      content = { file: code, text: fs.readFileSync(path.join(ROOT, code), 'utf8') };
    } else if (code.includes('/')) {
      content = undefined;
    } else if (content && /^\w+$/.test(code) && !new RegExp(`\\b${code}\\b`).test(content.text)) {
      missing.push(`${content.file}: ${code}`);
    }
  }
  return missing;
}

describe('the picture of the rooms', () => {
  const graph = roomImports();

  test('has exactly the arrows of imports that do not follow from others', () => {
    const drawn = [...LAYOUT.matchAll(/^ {2}(\w+ --> \w+)$/gm)].map(([, arrow]) => arrow);
    expect(drawn.sort()).toEqual(directArrows(graph).sort());
  });

  test('shows data flow only between rooms of which one imports the other', () => {
    const drawn = [...LAYOUT.matchAll(/^ {2}(\w+) -\. ".*" \.-> (\w+)$/gm)];
    expect(drawn.length).toBeGreaterThan(3);
    expect(drawn.filter(([, from, to]) => !graph.get(from)?.has(to) && !graph.get(to)?.has(from))).toEqual([]);
  });

  test('leaves out arrows that follow from others', () => {
    const arrows = directArrows(
      new Map([
        ['a', new Set(['b', 'c', 'd'])],
        ['b', new Set(['c'])],
        ['c', new Set()],
        ['d', new Set()],
      ]),
    );
    expect(arrows).toEqual(['a --> b', 'a --> d', 'b --> c']);
  });
});

describe('the table of rooms', () => {
  const rows = [...LAYOUT.matchAll(/^\| `([\w/.]+)` \| .+ \| `(src\/.+)` \|$/gm)];
  const rooms = rows.map(([, room]) => room.replace(/\/$|\.ts$/, ''));

  test('lists the folders of src/ and of validation/ and apimachinery/', () => {
    const within = ['validation', 'apimachinery'].flatMap((room) =>
      foldersIn(`src/${room}`).map((name) => `${room}/${name}`),
    );
    const folders = [...foldersIn('src'), ...within];
    expect([...rooms].sort()).toEqual(['index', ...folders].sort());
  });

  test('is in the order of imports', () => {
    const top = rooms.filter((room) => !room.includes('/'));
    const upward = [...roomImports()].flatMap(([from, all]) =>
      [...all].filter((to) => top.indexOf(to) < top.indexOf(from)).map((to) => `${from} --> ${to}`),
    );
    expect(upward).toEqual([]);
  });

  test('names a file of each room as its entry', () => {
    expect(rows.filter(([, room, entry]) => !entry.startsWith(`src/${room}`) || !exists(entry))).toEqual([]);
  });
});

const DECISIONS = fs.readdirSync(path.join(ROOT, 'docs/decisions')).filter((file) => file !== 'README.md');

test('the list of decisions is complete', () => {
  const index = fs.readFileSync(path.join(ROOT, 'docs/decisions/README.md'), 'utf8');
  const listed = [...index.matchAll(/^\| (\d+) \| \[(.*)\]\((.*)\) \| .+ \|$/gm)].map(([, ...cells]) => cells);
  const pages = DECISIONS.map((file) => {
    const heading = /^# (\d+)\. (.*)/.exec(fs.readFileSync(path.join(ROOT, 'docs/decisions', file), 'utf8'))!;
    return [heading[1], heading[2], file];
  });
  expect(listed).toEqual(pages);
});

const FILE_OR_FOLDER = /\b(?:src|test|docs|bench|examples|projenrc)\/(?:[\w.-]+\/)*(?:[\w-]+(?:\.\w+)+)?/g;

test.each(['CONTRIBUTING.md', ...DECISIONS.map((file) => `docs/decisions/${file}`)])(
  'all files and folders that %s names exist',
  (page) => {
    const named = fs.readFileSync(path.join(ROOT, page), 'utf8').match(FILE_OR_FOLDER) ?? [];
    expect([...new Set(named)].filter((file) => !exists(file))).toEqual([]);
  },
);

test('files and folders are found in a text', () => {
  const text = 'in `src/text/kubectl-yaml/` or src/text/json.ts, as test/docs/contributing.test.ts tests';
  expect(text.match(FILE_OR_FOLDER)).toEqual([
    'src/text/kubectl-yaml/',
    'src/text/json.ts',
    'test/docs/contributing.test.ts',
  ]);
});

test.each([...rowsOf(LAYOUT), ...rowsOf(WALK)])('%s: all names occur in their files', (_, ...cells) => {
  expect(missingNames(cells.join(' '))).toEqual([]);
});

test('a name that does not occur in its file is found', () => {
  expect(rowsOf(WALK).length).toBeGreaterThan(8);
  expect(missingNames('`src/index.ts`: `ManifestValidator`, `nothingOfTheKind`; `src/hkube/`: `unchecked`')).toEqual([
    'src/index.ts: nothingOfTheKind',
  ]);
});
