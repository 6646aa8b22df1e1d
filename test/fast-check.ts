/** Properties are tried with the same values in every run; `FC_SEED=2 npx jest` tries others. */

import * as fc from 'fast-check';

fc.configureGlobal({ seed: Number(process.env.FC_SEED ?? 1) });
