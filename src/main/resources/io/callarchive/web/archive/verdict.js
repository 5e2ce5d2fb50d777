// The first line of the page: whether anything is missing.

function tally(archive) {
  const all = archive.logs.flatMap((log) => log.days);
  const counts = new Map([...STATES.keys()].map((state) => [state, 0]));
  all.forEach((day) => counts.set(day.state, (counts.get(day.state) ?? 0) + 1));
  const open = all.filter(isOpen);
  const archived = all.filter((day) => ARCHIVED.includes(day.state));
  const left = [...open, ...archive.atRisk].map((day) => day.deletedInDays).filter(isNumber);
  return {
    counts,
    archived: archived.length,
    doubtful: archived.filter((day) => day.trouble && !known(day.trouble.askedAgainAt)).length,
    incomplete: all.filter(isIncomplete).length,
    late: all.filter(isLate).length,
    open: all.length - archived.length - counts.get('gone') - counts.get('expired')
      - counts.get('not-yet'),
    firstDeletion: left.length > 0 ? Math.min(...left) : null,
  };
}

function range(archive) {
  const yesterday = dayNumber(archive.today) - 1;
  return archive.last >= yesterday
    ? `for the last ${days(yesterday - archive.first + 1)}`
    : `from ${dateOf(archive.first)} to ${dateOf(archive.last)}`;
}

function verdict(archive) {
  const sum = tally(archive);
  const logs = archive.logs.length === 1 ? `The log ${archive.logs[0].name} is` : `All ${archive.logs.length} logs are`;
  const explanation = [goneWords(sum), lateWords(sum), incompleteWords(sum)].filter((text) => text !== '').join(' ');
  if (archive.logs.length === 0) {
    return { tone: 'watch', words: 'No log is archived.', explanation: 'The setting ARCHIVE_LOGS names none of the asked logs.' };
  }
  if (archive.first >= dayNumber(archive.today)) {
    return { tone: 'watch', words: 'None of these days is over yet.', explanation: 'A day is archived when it has ended, in UTC.' };
  }
  if (sum.archived === 0 && sum.open > 0) {
    return emptyVerdict(archive, sum);
  }
  if (sum.open === 0 && sum.doubtful > 0) {
    const words = `${logs} archived ${range(archive)}, but the last attempt to read or check ${days(sum.doubtful)} failed.`;
    return { tone: 'watch', words, explanation };
  }
  const damaged = sum.counts.get('damaged');
  if (sum.open === 0 && damaged > 0) {
    const words = `${logs} archived ${range(archive)}, but ${count(damaged, 'file is', 'files are')} damaged.`;
    return { tone: 'bad', words, explanation };
  }
  if (sum.open === 0 && sum.incomplete > 0) {
    const words = `${logs} archived ${range(archive)}, `
      + `but ${days(sum.incomplete)} ${sum.incomplete === 1 ? 'is' : 'are'} incomplete.`;
    return { tone: 'watch', words, explanation };
  }
  if (sum.open === 0) {
    const where = sum.counts.get('gone') + sum.late === 0 ? range(archive) : `${range(archive)}, as far as Microsoft keeps them`;
    const late = sum.counts.get('provisional');
    return late === 0
      ? { tone: 'good', words: `${logs} complete ${where}.`, explanation }
      : { tone: 'good', words: `${logs} up to date ${where}; ${days(late)} may still get late rows.`, explanation };
  }
  return { ...openVerdict(sum), explanation };
}

function goneWords(sum) {
  const gone = sum.counts.get('gone');
  return gone === 0 ? '' : `${capital(days(gone))} ${gone === 1 ? 'is' : 'are'} not kept by Microsoft any more `
    + 'and cannot be archived.';
}

function lateWords(sum) {
  return sum.late === 0 ? '' : `${capital(days(sum.late))} ${sum.late === 1 ? 'was' : 'were'} read late, when Microsoft may have `
    + 'deleted rows already: what is archived of them may not be all.';
}

function incompleteWords(sum) {
  return sum.incomplete === 0 ? '' : `From ${days(sum.incomplete)} (${INCOMPLETE_MARK}) rows are missing that are no JSON; `
    + 'Microsoft’s answer is kept aside.';
}

function openVerdict(sum) {
  const missing = sum.counts.get('missing');
  const failed = sum.counts.get('failed');
  const underWay = sum.open - missing - failed;
  if (missing + failed === 0) {
    const words = `${days(underWay)} ${underWay === 1 ? 'is' : 'are'} being read now; `
      + 'everything else is archived.';
    return { tone: 'watch', words };
  }
  const parts = [];
  if (missing > 0) {
    parts.push(`${days(missing)} ${missing === 1 ? 'is' : 'are'} missing`);
  }
  if (failed > 0) {
    parts.push(parts.length > 0 ? `${number(failed)} failed` : `${days(failed)} failed`);
  }
  if (underWay > 0) {
    parts.push(`${number(underWay)} ${underWay === 1 ? 'is' : 'are'} being read`);
  }
  const words = parts.join(', ');
  return { tone: 'bad', words: sum.firstDeletion === null ? `${words}.` : `${words}; ${theFirst(sum.firstDeletion)}.` };
}

function theFirst(left) {
  return left <= 0 ? 'Microsoft deletes the first today' : `the first will be deleted by Microsoft in ${days(left)}`;
}

function emptyVerdict(archive, sum) {
  const failed = sum.counts.get('failed');
  const underWay = sum.counts.get('in-progress');
  const words = ['Nothing is archived yet'];
  if (failed > 0) {
    words.push(`${days(failed)} failed`);
  }
  if (underWay > 0) {
    words.push(`${days(underWay)} ${underWay === 1 ? 'is' : 'are'} being read now`);
  }
  const explanation = `The next night, the app copies the day that has just ended of ${joined(archive.logs.map((log) => log.name))}, `
    + 'and then fills the recent days that are missing, the oldest first. Nothing has to be done for that. '
    + 'To read days at once, or older ones, use the backfill below.'
    + (failed > 0 ? ' First see the failures: they may stop the next night, too.' : '');
  return { tone: failed > 0 ? 'bad' : 'watch', words: `${words.join('; ')}.`, explanation };
}

function showVerdict(archive) {
  const said = verdict(archive);
  $('summary').className = `verdict ${said.tone}`;
  $('verdict').textContent = said.words;
  $('announcement').textContent = said.words;
  show('explanation', said.explanation);
  show('asOf', `As of ${instant(archive.asOf)}; days from ${dateOf(archive.first)} to ${dateOf(archive.last)}.`);
  document.title = `${said.words} – Callarchive`;
}
