// Builds ../Page/timeline.js. Its first line tells of which sources it is, so that a test sees if they have changed since.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { build } from 'esbuild';

const sources = readdirSync('.').filter((name) => name.endsWith('.js')).sort();
const hash = createHash('sha256');
for (const name of sources) hash.update(readFileSync(name));
await build({
  entryPoints: ['timeline.js'],
  outfile: '../Page/timeline.js',
  bundle: true,
  minify: true,
  format: 'iife',
  target: 'es2022',
  charset: 'utf8',
  banner: { js: `/* Built of Scripts/*.js, sha256 ${hash.digest('hex')}, with d3-scale, d3-selection and d3-zoom: Copyright 2010-2023 Mike Bostock, ISC license, https://d3js.org */` },
});
