// The form: a backfill is previewed, and started only as it was previewed.

let previewed = null;

function showForm(archive) {
  const unchecked = new Set([...document.querySelectorAll('input[name="log"]:not(:checked)')].map((box) => box.value));
  const boxes = archive.logs.map((log) => {
    const box = element('input', { type: 'checkbox', name: 'log', value: log.name });
    box.checked = !unchecked.has(log.name);
    return element('label', {}, box, ` ${log.name}`);
  });
  $('logChoice').replaceChildren($('logChoice').firstElementChild, ...boxes);
  const open = archive.logs.flatMap((log) => log.days).filter(isOpen).map((day) => day.date).sort();
  $('fill').hidden = open.length === 0;
  $('fill').textContent = open.length === 1 ? 'Read the missing day' : `Read the ${number(open.length)} missing days`;
  const yesterday = dateOf(dayNumber(archive.today) - 1);
  $('to').max = yesterday;
  $('from').max = yesterday;
  if ($('from').value === '') {
    const newest = Math.min(archive.last, dayNumber(yesterday));
    const recent = dateOf(Math.max(Math.min(archive.first, newest), newest - 29));
    const empty = tally(archive).archived === 0;
    $('from').value = empty || open.length === 0 ? recent : open[0];
    $('to').value = empty || open.length === 0 ? yesterday : open[open.length - 1];
  }
}

function prepareBackfill(log, day) {
  $('from').value = day.date;
  $('to').value = day.date;
  document.querySelectorAll('input[name="log"]').forEach((box) => { box.checked = box.value === log.name; });
  forgetPreview();
  $('preview').focus();
  $('backfill').scrollIntoView({ block: 'nearest' });
}

/** Everything that is missing and can still be had, in one order. */
function prepareWhatIsMissing() {
  const logs = lastShown.logs.filter((log) => log.days.some(isOpen));
  const dates = logs.flatMap((log) => log.days).filter(isOpen).map((day) => day.date).sort();
  $('from').value = dates[0];
  $('to').value = dates[dates.length - 1];
  $('force').checked = false;
  document.querySelectorAll('input[name="log"]').forEach((box) => {
    box.checked = logs.some((log) => log.name === box.value);
  });
  $('backfill').scrollIntoView({ block: 'nearest' });
  $('backfill').requestSubmit();
}

function forgetPreview() {
  previewed = null;
  $('start').hidden = true;
  tell('', []);
}

function wish() {
  return {
    from: $('from').value,
    to: $('to').value,
    logs: [...document.querySelectorAll('input[name="log"]:checked')].map((box) => box.value),
    force: $('force').checked,
  };
}

const backfillAddress = () => new URL('backfill', page.origin + page.pathname.replace(/\/$/, ''));

const send = (body) => ask(backfillAddress(), {
  method: 'POST',
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify(body),
});

function tell(tone, lines) {
  $('outcome').className = tone;
  $('outcome').replaceChildren(...lines.map((line) => (typeof line === 'string' ? element('p', {}, line) : line)));
}

async function preview(event) {
  event.preventDefault();
  forgetPreview();
  const asked = wish();
  if (asked.logs.length === 0) {
    tell('trouble', ['Choose at least one log.']);
    return;
  }
  await busily('Asking what it would do …', async () => {
    const plan = await send({ ...asked, dryRun: true });
    if (JSON.stringify(wish()) !== JSON.stringify(asked)) {
      tell('', ['The form has changed in the meantime; ask again.']);
      return;
    }
    const amount = Number(plan.days) || 0;
    tell('', [planWords(plan, amount), ...startLines(plan), ...skippedLines(plan)]);
    if (amount > 0) {
      previewed = asked;
      $('start').textContent = `Start it: read ${days(amount)}`;
      $('start').hidden = false;
    }
  });
}

async function start() {
  const asked = previewed;
  if (asked === null) {
    return;
  }
  $('start').hidden = true;
  previewed = null;
  await busily('Starting …', async () => {
    const done = await send({ ...asked, dryRun: false });
    tell('done', [
      `Ordered: ${done.order}. The app reads what there is room for, the oldest day first. `
        + 'This page shows how far it is, and reads itself again until it is done.',
    ]);
  });
  $('outcome').focus();
  refreshSoon();
}

async function busily(words, work) {
  $('preview').disabled = true;
  tell('', [words]);
  try {
    await work();
  } catch (trouble) {
    tell('trouble', [wordsOf(trouble)]);
  } finally {
    $('preview').disabled = false;
  }
}
