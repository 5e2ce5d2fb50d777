// What a day can be, and what is to know about its file.

const STATES = new Map([
  ['settled', { mark: '✓', word: 'settled', means: 'settled: archived and read again, final' }],
  ['provisional', { mark: '○', word: 'provisional', means: 'provisional: archived, late rows may still come' }],
  ['erased', { mark: '·', word: 'erased', means: 'erased: archived; rows were removed on request' }],
  ['damaged', { mark: '#', word: 'damaged', means: 'damaged: the file is not what was archived' }],
  ['in-progress', { mark: '…', word: 'in progress', means: 'in progress: being read, or next in turn' }],
  ['failed', { mark: '×', word: 'failed', means: 'failed: the last attempt did not succeed' }],
  ['missing', { mark: '!', word: 'missing', means: 'missing: not archived' }],
  ['gone', { mark: '–', word: 'gone', means: 'gone: Microsoft does not keep it, or handed out nothing of it' }],
  ['expired', { mark: '/', word: 'expired', means: 'expired: older than this archive keeps its files' }],
  ['not-yet', { mark: '', word: 'not over yet', means: 'not over yet: a day is archived when it has ended' }],
]);

/** What a file's notes mean for who relies on the day. */
const NOTES = new Map([
  ['count-differs', 'Microsoft’s own count of the rows is another'],
  ['full-without-link', 'a full page came without a link to a next one: rows may be missing'],
  ['empty-link', 'the link to the next page was empty, and taken for the end: rows may be missing'],
  ['read-late', 'read late: Microsoft may have deleted rows by then'],
  ['incomplete', 'rows that are no JSON are missing; Microsoft’s answer is kept aside, in the container of the failures'],
  ['part-elsewhere', 'a row says that a part of it is elsewhere'],
  ['half-character', 'a text ends in half of a character, which not every reader of JSON takes'],
]);

const ARCHIVED = ['settled', 'provisional', 'erased', 'damaged'];

/** Not archived, and it may still be. */
const isOpen = (day) => day.state === 'missing' || day.state === 'failed';

/** Rows are known to be missing from the day's file. */
const isIncomplete = (day) => Array.isArray(day.notes) && day.notes.includes('incomplete');
/** Read when Microsoft may have deleted rows: what there was is not known. */
const isLate = (day) => Array.isArray(day.notes) && day.notes.includes('read-late');
const INCOMPLETE_MARK = '△';

const stateOf = (day) => STATES.get(day.state) ?? { mark: '?', word: String(day.state) };
const styleOf = (day) => `${STATES.has(day.state) ? day.state : 'unclear'}${isIncomplete(day) ? ' incomplete' : ''}`;
const markOf = (day) => (isIncomplete(day) ? INCOMPLETE_MARK : stateOf(day).mark);
