/**
 * Tests of properties look at the same cases in every run, so that what fails here fails everywhere.
 * `PROPERTY_SEED=$RANDOM npm test` looks at others.
 * fast-check keeps strings and lists below about ten unless a test gives its length a `size` too: `size: 'max'`.
 */
import fc from 'fast-check';

fc.configureGlobal({seed: Number(process.env['PROPERTY_SEED'] ?? 1)});
