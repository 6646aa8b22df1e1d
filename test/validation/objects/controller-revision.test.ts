import { NEWEST_MINOR } from '../../../src/apimachinery/schema';
import { validateControllerRevision } from '../../../src/validation/objects/controller-revision';
import { answersAlways } from '../any-object';
import { expectRuled } from '../ruled';

const expectErrors = (object: any, expected: string[], minor = NEWEST_MINOR) =>
  expectRuled((v) => validateControllerRevision(v, { metadata: { name: 'a' }, data: {}, ...object }), expected, minor);
const mandatory = 'REV-DATA data: Required value: data is mandatory';

test.each<[any, string[]]>([
  [{}, []],
  [{ revision: 0, data: { spec: null } }, []],
  [{ revision: -1 }, ['REV-NONNEG revision: Invalid value: -1: must be greater than or equal to 0']],
  [{ data: undefined }, [mandatory]],
  [{ data: null }, [mandatory]],
  ...[[], 'a', 1, true].map((data): [any, string[]] => [
    { data },
    ['REV-DATA data: Required value: data must be a valid JSON object'],
  ]),
  [{ metadata: { name: 'a', generation: -1 } }, ['META-GENERATION metadata.generation: Invalid value: -1']],
  [{ metadata: { name: 'A' } }, ['META-NAME-SUBDOMAIN metadata.name: Invalid value: "A"']],
])('%j', (object, expected) => expectErrors(object, expected));

test('up to 1.30 the data may have any type', () => {
  expectErrors({ data: [] }, ['REV-DATA data: Required value'], 31);
  expectErrors({ data: [] }, [], 30);
  expectErrors({ data: null }, [mandatory], 30);
});

test('any ControllerRevision is validated without throwing', () => answersAlways('apps/v1', 'ControllerRevision'));
