/** The script of every page: sorts and filters the table of a class, and opens what a link leads to. */

openTarget();
addEventListener('hashchange', openTarget);

const table = document.querySelector('#table');
if (table instanceof HTMLTableElement) serve(table);

/** A link may lead into something that is folded. */
function openTarget() {
  const target = document.getElementById(location.hash.slice(1));
  for (let around = target; around !== null; around = around.parentElement) {
    if (around instanceof HTMLDetailsElement) around.open = true;
  }
  target?.scrollIntoView({ block: 'center' });
}

/** @param {HTMLTableElement} table */
function serve(table) {
  const { find, form, without } = controls();
  /** The one check that was asked for, as `data-lost` names it. */
  let check = '';
  const filter = filterOf(table);
  const ask = (/** @type {string} */ wanted) => {
    check = wanted;
    without.hidden = check === '';
    if (check !== '') without.textContent = `lost ${texts(check).join(': ')} ✕`;
    filter(check);
  };
  ask('');
  find.addEventListener('input', () => {
    filter(check);
  });
  form.addEventListener('change', () => {
    filter(check);
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
  });
  document.addEventListener('click', ({ target }) => {
    const button = target instanceof Element ? target.closest('button') : null;
    if (button === null) return;
    if (button.classList.contains('sort')) sort(table, button.closest('th'));
    if (button.dataset.lost !== undefined) {
      ask(button.dataset.lost);
      table.scrollIntoView({ block: 'start' });
      without.focus({ preventScroll: true });
    }
    if (button.dataset.reset !== undefined) form.reset();
    if (button.dataset.reset !== undefined || button === without) {
      ask('');
      find.focus();
    }
  });
}

function controls() {
  const find = /** @type {HTMLInputElement} */ (document.querySelector('#find'));
  const without = /** @type {HTMLButtonElement} */ (document.querySelector('#without'));
  return { find, without, form: /** @type {HTMLFormElement} */ (find.form) };
}

/**
 * Shows the rows with all words that are typed, the verdict that is chosen, and a loss of the check (if one is named).
 * @param {HTMLTableElement} table
 */
function filterOf(table) {
  const { find, form } = controls();
  const shown = /** @type {HTMLElement} */ (document.querySelector('#shown'));
  const nobody = /** @type {HTMLElement} */ (document.querySelector('#nobody'));
  const rows = [...table.querySelectorAll('tbody tr')].map((row) => ({
    row: /** @type {HTMLTableRowElement} */ (row),
    text: row.textContent.toLowerCase(),
    lost: texts(row.getAttribute('data-lost') ?? '[]'),
  }));
  return (/** @type {string} */ check) => {
    const words = find.value.toLowerCase().split(/\s+/);
    const status = new FormData(form).get('verdict');
    let count = 0;
    for (const { row, text, lost } of rows) {
      row.hidden =
        !words.every((word) => text.includes(word)) ||
        (status !== '' && row.dataset.status !== status) ||
        (check !== '' && !lost.includes(check));
      if (!row.hidden) count += 1;
    }
    shown.textContent = count === rows.length ? '' : `${count} of ${rows.length} shown`;
    nobody.hidden = count > 0;
  };
}

/**
 * A list of texts that the page was given.
 * @param {string} json
 */
function texts(json) {
  const list = /** @type {unknown} */ (JSON.parse(json));
  return Array.isArray(list) ? list.map(String) : [];
}

/**
 * By the column of `head`; a second time, the other way round. Numbers begin with the largest.
 * @param {HTMLTableElement} table
 * @param {HTMLTableCellElement | null} head
 */
function sort(table, head) {
  const body = table.tBodies[0];
  if (head === null || body === undefined) return;
  const isNumeric = head.dataset.numeric !== undefined;
  const first = isNumeric ? 'descending' : 'ascending';
  const other = isNumeric ? 'ascending' : 'descending';
  const order = head.getAttribute('aria-sort') === first ? other : first;
  for (const one of head.parentElement?.children ?? []) one.setAttribute('aria-sort', 'none');
  head.setAttribute('aria-sort', order);
  const names = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });
  const value = (/** @type {HTMLTableRowElement} */ row) => row.cells[head.cellIndex]?.dataset.sort ?? '';
  const sorted = [...body.rows].sort((a, b) => {
    const up = isNumeric ? Number(value(a)) - Number(value(b)) : names.compare(value(a), value(b));
    return order === 'ascending' ? up : -up;
  });
  body.append(...sorted);
}
