// The legal holds: days from which nothing is erased.

function showHolds(archive) {
  $('holds').hidden = archive.holds.length === 0;
  fillList($('holdList'), archive.holds.map((hold) => `${joined((hold.logs ?? []).map(String))}, ${hold.from} to ${hold.to}: `
    + `${hold.reason} (since ${instant(hold.at)}, by ${hold.who}; ${hold.id})`));
}
