// The search of the documents. A plain script: the pages also open from a folder, where modules are not loaded.
const root = document.documentElement.dataset.root ?? '';
const input = document.querySelector('#search');
const panel = document.querySelector('#found');
const [told, list] = [panel.querySelector('p'), panel.querySelector('ol')];
document.querySelector('.search').hidden = false;

let searchIndex;
const load = (name) =>
  new Promise((resolve, reject) => {
    const script = Object.assign(document.createElement('script'), { src: root + name });
    script.addEventListener('load', resolve);
    script.addEventListener('error', reject);
    document.head.append(script);
  });

/** Made when it is first needed: it takes longer than the page. */
function ready() {
  searchIndex ??= Promise.all([load('minisearch.js'), load('search-documents.js')]).then(() => {
    const made = new globalThis.MiniSearch({
      fields: ['heading', 'title', 'text'],
      storeFields: ['heading', 'title', 'text', 'href'],
      searchOptions: {
        boost: { heading: 3, title: 2 },
        prefix: true,
        fuzzy: (term) => (term.length > 4 ? 0.2 : false),
        combineWith: 'AND',
      },
    });
    made.addAll(globalThis.SEARCH_DOCUMENTS);
    return made;
  });
  return searchIndex;
}

async function search() {
  const asked = input.value.trim();
  panel.hidden = asked === '';
  if (asked === '') return;
  const hits = (await ready()).search(asked).slice(0, 12);
  if (asked !== input.value.trim()) return;
  told.textContent = hits.length === 0 ? 'Nothing found. Try other or fewer words.' : `${hits.length} found`;
  list.replaceChildren(...hits.map(entry));
}

function entry({ href, heading, title, text, terms }) {
  const link = Object.assign(document.createElement('a'), { href: root + href });
  link.append(heading === title ? title : `${title} › ${heading}`, excerpt(text, terms));
  const item = document.createElement('li');
  item.append(link);
  return item;
}

/** The words around the first that was found. */
function excerpt(text, terms) {
  const lower = text.toLowerCase();
  const [at, term] = terms
    .map((each) => [lower.indexOf(each), each])
    .filter(([place]) => place >= 0)
    .sort(([a], [b]) => a - b)[0] ?? [0, ''];
  const start = Math.max(0, at - 50);
  const mark = Object.assign(document.createElement('mark'), {
    textContent: text.slice(at, at + term.length),
  });
  const small = document.createElement('small');
  small.append(start > 0 ? '… ' : '', text.slice(start, at), mark, text.slice(at + term.length, at + 110));
  return small;
}

input.addEventListener('focus', () => void ready());
input.addEventListener('input', search);
document.addEventListener('keydown', (event) => {
  const links = [input, ...list.querySelectorAll('a')];
  const at = links.indexOf(document.activeElement);
  const isTyping = /^(?:INPUT|TEXTAREA|SELECT)$/.test(document.activeElement?.tagName ?? '');
  if (event.key === '/' && !isTyping && !event.ctrlKey && !event.metaKey) input.focus();
  else if (event.key === 'Escape' && at >= 0) {
    input.value = '';
    panel.hidden = true;
    input.focus();
  } else if (event.key === 'ArrowDown' && at >= 0) links[Math.min(at + 1, links.length - 1)].focus();
  else if (event.key === 'ArrowUp' && at >= 0) links[Math.max(at - 1, 0)].focus();
  else return;
  event.preventDefault();
});
document.addEventListener('click', ({ target }) => {
  if (!target.closest('.search')) panel.hidden = true;
});
