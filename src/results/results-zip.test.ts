import { strFromU8, unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { ResultsZip } from './results-zip.ts';

function zipped() {
  const handed: { name: string; parts: readonly Blob[] }[] = [];
  const handOver = (name: string, parts: readonly Blob[]) => void handed.push({ name, parts });
  const zip = new ResultsZip({ stem: 'study_results', table: 'findings.csv', handOver });
  const contents = async () =>
    Promise.all(
      handed.map(async ({ name, parts }) => {
        const files = unzipSync(new Uint8Array(await new Blob([...parts]).arrayBuffer()));
        return [name, Object.entries(files).map(([file, bytes]) => `${file}: ${strFromU8(bytes)}`)];
      }),
    );
  return { zip, handed, contents };
}

test('a zip file has each file once and the table as it was last; the next one goes on with the table', async () => {
  const { zip, contents } = zipped();
  await zip.write('findings.csv', 'one');
  await zip.write('a_report.json', '{}');
  await zip.write('findings.csv', 'one, two');
  await zip.write('b_labels.nii.gz', new TextEncoder().encode('voxels'));
  await zip.settle();
  await zip.end();
  await zip.write('findings.csv', 'one, two, three');
  await zip.write('c_report.json', '{}');
  await zip.end();
  expect(await contents()).toEqual([
    ['study_results.zip', ['a_report.json: {}', 'b_labels.nii.gz: voxels', 'findings.csv: one, two']],
    ['study_results_2.zip', ['c_report.json: {}', 'findings.csv: one, two, three']],
  ]);
  expect([await zip.has('a_report.json'), await zip.has('d'), await zip.read('findings.csv')]).toEqual([
    true,
    false,
    'one, two, three',
  ]);
});

test('of nothing new no zip file is made', async () => {
  const { zip, handed } = zipped();
  await zip.end();
  await zip.write('findings.csv', 'one');
  await zip.end();
  await zip.end();
  expect(handed).toEqual([]);
});
