import { createEngine } from 'parse3d';

const [form, status, list] = ['form', '[role=status]', 'ul'].map((which) => document.querySelector(which));
// ?pack= names another pack on this site.
const pack = new URLSearchParams(location.search).get('pack') ?? 'mini';
let engine;

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  list.replaceChildren();
  const { files, text, modality } = form.elements;
  const onProgress = ({ stage, done, total }) => {
    status.textContent = `${stage} ${done}/${total}`;
  };
  try {
    engine ??= await createEngine({ pack, onProgress });
    const scan = await engine.readScan([...files.files], { onProgress });
    const asked = { onProgress, ...(modality.value && { modality: modality.value }) };
    const answer = await engine.ask(scan, text.value, asked);
    list.replaceChildren(...answer.findings.map(line));
    status.textContent = answer.doubt?.sentence ?? '';
    await scan.close();
  } catch (error) {
    status.textContent = error.message;
  }
});

/** An answer, as a line of the list. */
function line(finding) {
  const { kind, name, volumeMl, verdict, sentence } = finding;
  const told = kind === 'found' ? `${volumeMl.toFixed(1)} mL, ${verdict.sentence}` : (sentence ?? kind);
  return Object.assign(document.createElement('li'), { textContent: `${name}: ${told}` });
}
