import { quantityHint } from '../../../src/apimachinery/hints/quantity-hint';

const EXAMPLE = 'write a quantity, such as "500m", "2" or "256Mi"';

test.each<[unknown, string]>([
  ['512MB', 'did you mean "512Mi" or "512M"?'],
  ['512mb', 'did you mean "512Mi" or "512M"?'],
  ['4K', 'did you mean "4Ki" or "4k"?'],
  ['1gi', 'did you mean "1Gi"?'],
  ['1GiB', 'did you mean "1Gi"?'],
  ['1 Gi', 'did you mean "1Gi"?'],
  ['1,5 G', 'did you mean "1.5G"?'],
  ['100mcpu', 'did you mean "100m"?'],
  ['2 cores', 'did you mean "2"?'],
  ['512 bytes', 'did you mean "512"?'],
  ['', EXAMPLE],
  ['much', EXAMPLE],
  ['5X', EXAMPLE],
  ['1.2.3', EXAMPLE],
  [true, EXAMPLE],
  [{}, EXAMPLE],
])('%j', (value, expected) => expect(quantityHint(value)).toBe(expected));
