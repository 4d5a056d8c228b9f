/**
 * Tests of properties look at the same cases in every run, so that what fails here fails everywhere.
 * `PROPERTY_SEED=$RANDOM npm test` looks at others.
 */
import fc from 'fast-check';

fc.configureGlobal({seed: Number(process.env['PROPERTY_SEED'] ?? 1)});
