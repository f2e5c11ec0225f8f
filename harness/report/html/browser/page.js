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
  const rows = [...(table.tBodies[0]?.rows ?? [])].map((row) => ({
    row,
    text: (row.textContent ?? '').toLowerCase(),
    lost: lostIn(row),
  }));
  const find = /** @type {HTMLInputElement} */ (document.querySelector('#find'));
  const form = /** @type {HTMLFormElement} */ (find.form);
  const without = /** @type {HTMLButtonElement} */ (document.querySelector('#without'));
  const shown = /** @type {HTMLElement} */ (document.querySelector('#shown'));
  const nobody = /** @type {HTMLElement} */ (document.querySelector('#nobody'));
  /** The one check that was asked for. */
  let check = '';

  filter();
  find.addEventListener('input', filter);
  form.addEventListener('change', filter);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
  });
  without.addEventListener('click', () => {
    ask('');
    find.focus();
  });
  document.addEventListener('click', ({ target }) => {
    const button = target instanceof Element ? target.closest('button') : null;
    if (button?.dataset.lost !== undefined) {
      ask(button.dataset.lost);
      table.scrollIntoView({ block: 'start' });
      without.focus({ preventScroll: true });
    }
    if (button?.dataset.reset !== undefined) {
      form.reset();
      ask('');
      find.focus();
    }
    if (button?.classList.contains('sort')) sort(table, button.closest('th'));
  });

  /** @param {string} wanted */
  function ask(wanted) {
    check = wanted;
    without.hidden = check === '';
    if (check !== '')
      without.textContent = `lost ${/** @type {string[]} */ (JSON.parse(check)).join(': ')} ✕`;
    filter();
  }

  function filter() {
    const words = find.value.toLowerCase().split(/\s+/);
    const status = new FormData(form).get('verdict');
    let count = 0;
    for (const { row, text, lost } of rows) {
      const isShown =
        words.every((word) => text.includes(word)) &&
        (status === '' || row.dataset.status === status) &&
        (check === '' || lost.includes(check));
      row.hidden = !isShown;
      if (isShown) count += 1;
    }
    shown.textContent = count === rows.length ? '' : `${count} of ${rows.length} shown`;
    nobody.hidden = count > 0;
  }
}

/**
 * @param {HTMLTableRowElement} row
 * @returns {string[]}
 */
function lostIn(row) {
  return /** @type {string[]} */ (JSON.parse(row.dataset.lost ?? '[]'));
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
  const before = head.getAttribute('aria-sort');
  const first = isNumeric ? 'descending' : 'ascending';
  const other = isNumeric ? 'ascending' : 'descending';
  const order = before === first ? other : first;
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
