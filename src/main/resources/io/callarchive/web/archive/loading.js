// The whole: reading the archive, showing it, and reading it again while days are in progress.

const REFRESH_MILLIS = 10_000;
/** A large archive is read again less often: nine tenths of the time nothing is asked. */
const REST = 9;

let refresh = null;
let lastShown = null;

function refreshSoon() {
  clearTimeout(refresh);
  refresh = setTimeout(refreshQuietly, Math.max(REFRESH_MILLIS, REST * readingMillis));
}

/** Leaves alone who is looking at a day. What cannot be read stays as it was, with the time that it is of. */
async function refreshQuietly() {
  if (document.hidden || $('logs').contains(document.activeElement)) {
    refreshSoon();
    return;
  }
  try {
    showArchive(await readArchive());
  } catch {
    refreshSoon();
  }
}

function showArchive(archive) {
  lastShown = archive;
  showVerdict(archive);
  showHealth();
  showOverview(archive);
  showRisk(archive);
  showHolds(archive);
  showOrders(archive);
  showFailures(archive);
  $('report').hidden = false;
  showLogs(archive);
  showForm(archive);
  if (tally(archive).counts.get('in-progress') > 0 || archive.orders.length > 0) {
    refreshSoon();
  }
}

async function load() {
  clearTimeout(refresh);
  $('main').setAttribute('aria-busy', 'true');
  $('summary').className = 'verdict loading';
  $('verdict').textContent = 'Reading the archive …';
  $('reload').hidden = true;
  try {
    showArchive(await readArchive());
  } catch (trouble) {
    $('report').hidden = true;
    $('summary').className = 'verdict bad';
    $('verdict').textContent = 'The state of the archive is not known.';
    $('announcement').textContent = `The state of the archive is not known. ${wordsOf(trouble)}`;
    show('explanation', wordsOf(trouble));
    show('asOf', '');
    document.title = 'The state of the archive is not known – Callarchive';
  } finally {
    $('reload').hidden = false;
    $('main').setAttribute('aria-busy', 'false');
  }
}

showLegend();
$('jump').addEventListener('change', jump);
document.querySelectorAll('a.ours').forEach((link) => link.addEventListener('click', openBeside));
$('reload').addEventListener('click', load);
$('backfill').addEventListener('submit', preview);
$('backfill').addEventListener('input', forgetPreview);
$('start').addEventListener('click', start);
$('fill').addEventListener('click', prepareWhatIsMissing);
load();
