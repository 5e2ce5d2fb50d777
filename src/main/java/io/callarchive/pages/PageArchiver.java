package io.callarchive.pages;

import io.callarchive.Event;
import io.callarchive.Event.Name;
import io.callarchive.EventLog;
import io.callarchive.Failures;
import io.callarchive.Problem;
import io.callarchive.Reason;
import io.callarchive.Run;
import io.callarchive.RunId;
import io.callarchive.StorageFault;
import io.callarchive.dayfile.CheckQueue;
import io.callarchive.dayfile.CommitOutcome;
import io.callarchive.dayfile.DayFile;
import io.callarchive.dayfile.PageNote;
import io.callarchive.retry.RetryPolicy;
import io.callarchive.retry.RetryPolicy.Decision;
import io.callarchive.text.ForeignText;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Handles one page message: fetch, store out of sight, then ask for the next page or commit the day.
 *
 * <p>The message may come twice, late or out of order, and the process may die between any two lines: nothing is lost
 * because the message is only gone when {@link #archive} has returned, and nothing is doubled because storing a page
 * again overwrites it or starts a branch that the commit leaves aside, and a second commit is recognised. A follow-up
 * sent twice reads the rest of the chain twice, to the same end. So the order of the effects matters: what is kept
 * aside of a page before the page, the page before its follow-up, the commit before its failure record is cleared, a
 * failure record before the message is given up. The check of a new file is asked for last, and again with each message
 * that finds the file unchecked.
 */
public final class PageArchiver {
    private static final int TOO_MANY_REQUESTS = 429;
    /** Being throttled is part of the trade; it becomes worth a record when it persists. */
    private static final int TRIES_BEFORE_THROTTLING_IS_RECORDED = 3;

    /** Statuses by which an expired or damaged skip token may be refused. */
    private static final Set<Integer> OF_A_LINK = Set.of(400, 404, 410);

    private final GraphLogs graph;
    private final Staging staging;
    private final PageQueue pageQueue;
    private final KeptAside keptAside;
    private final Failures failures;
    private final CheckQueue checkQueue;
    private final ChainEnds chainEnds;
    private final Duration betweenRequests;
    private final Clock clock;

    public PageArchiver(
            GraphLogs graph,
            Staging staging,
            PageQueue pageQueue,
            KeptAside keptAside,
            Failures failures,
            CheckQueue checkQueue,
            ChainEnds chainEnds,
            RequestLimits limits,
            Clock clock) {
        this.graph = graph;
        this.staging = staging;
        this.pageQueue = pageQueue;
        this.keptAside = keptAside;
        this.failures = failures;
        this.checkQueue = checkQueue;
        this.chainEnds = chainEnds;
        this.betweenRequests = limits.betweenRequestsOfAChain();
        this.clock = clock;
    }

    /** Returns when the message is dealt with; throws if it has to come again. */
    public void archive(PageRequest request, EventLog events) {
        try {
            step(request, events);
        } catch (StorageFault e) {
            if (e.mayPass()) {
                waitForStorage(request, e.problem(), events);
            } else {
                fail(request, e.problem(), events);
            }
        } catch (RuntimeException e) {
            remember(request, e);
            throw e;
        }
    }

    /** For the dead letter, which sees the message but not what became of it. */
    private void remember(PageRequest request, RuntimeException e) {
        try {
            Problem problem =
                    Problem.ours(Problem.Code.EXCEPTION, "page " + request.page() + ": " + ForeignText.placeOf(e));
            failures.record(request.day(), request.run().id(), problem, Optional.of(clock.instant()));
        } catch (RuntimeException second) {
            e.addSuppressed(second);
        }
    }

    private void step(PageRequest request, EventLog events) {
        PageAnswer answer = graph.fetch(request);
        if (answer instanceof Page page) {
            keep(request, page, events);
        } else if (answer instanceof PageAnswer.Throttled throttled) {
            waitForGraph(request, throttled, events);
        } else if (answer instanceof PageAnswer.Refused refused) {
            refused(request, refused, events);
        } else {
            throw new IllegalStateException("an answer of no kind: " + answer.getClass());
        }
    }

    /**
     * When the chain may ask next. Counted from when it was due and not from when it asked, so that what the queue and
     * the invocation take is made up for; by one request at most.
     */
    private Instant nextDue(PageRequest request) {
        Instant next = request.due().plus(betweenRequests);
        Instant now = clock.instant();
        return next.isAfter(now) ? next : now;
    }

    private void send(PageRequest request) {
        pageQueue.send(request, request.delay(clock.instant()));
    }

    private void keep(PageRequest request, Page page, EventLog events) {
        Optional<String> circle = CycleDetector.objectionToLink(request, page);
        if (circle.isPresent()) {
            fail(request, Problem.ours(Problem.Code.ENDLESS_PAGING, circle.get()), events);
            return;
        }
        page.aside().ifPresent(aside -> keptAside.keep(request, aside.body()));
        Staging.Staged staged = staging.stage(request, page);
        events.log(staged(request, page, staged));
        Optional<String> repetition = CycleDetector.objectionToContent(request, page, staged);
        if (repetition.isPresent()) {
            fail(request, Problem.ours(Problem.Code.ENDLESS_PAGING, repetition.get()), events);
        } else if (page.nextLink().isPresent()) {
            String link = page.nextLink().get();
            CycleMark cycleMark = CycleDetector.markAfter(request, link, page, staged);
            send(request.next(link, staged.read(), cycleMark, nextDue(request)));
        } else {
            commit(request, events);
        }
    }

    private void commit(PageRequest request, EventLog events) {
        CommitOutcome outcome = staging.commit(request.day(), request.run());
        if (outcome instanceof CommitOutcome.Archived archived) {
            close(request, archived.file(), Name.DAY_ARCHIVED, events);
        } else if (outcome instanceof CommitOutcome.Unchanged unchanged) {
            close(request, unchanged.file(), Name.DAY_UNCHANGED, events);
        } else if (outcome instanceof CommitOutcome.Kept kept) {
            close(request, kept.file(), Name.DAY_KEPT, events);
        } else if (outcome instanceof CommitOutcome.Superseded superseded) {
            // Its pages stay behind, and no file names it: whoever looks at them must not take it for alive.
            asFarAsPossible(() -> staging.abandon(request.day(), request.run().id()));
            events.log(line(Name.DAY_SUPERSEDED, request).with("by", superseded.by()));
            tell(request, ChainEnd.Outcome.DONE);
        } else if (outcome instanceof CommitOutcome.Discarded discarded) {
            startOver(request, discarded.by(), events);
        } else if (outcome instanceof CommitOutcome.Nothing) {
            failures.clear(request.day());
            events.log(line(Name.DAY_GONE, request));
            tell(request, ChainEnd.Outcome.NOTHING);
        } else if (outcome instanceof CommitOutcome.Foreign) {
            fail(
                    request,
                    Problem.ours(
                            Problem.Code.FOREIGN_FILE,
                            "the day's place is taken by a blob that Callarchive did not write; move it away"),
                    events);
        } else if (outcome instanceof CommitOutcome.Waiting) {
            tell(request, ChainEnd.Outcome.GOES_ON);
        } else {
            throw new IllegalStateException("a settlement of no kind: " + outcome.getClass());
        }
    }

    private void close(PageRequest request, DayFile file, Name outcome, EventLog events) {
        failures.clear(request.day());
        if (file.check().isEmpty()) {
            // Also where this run only confirmed the file: an earlier check may have been given up.
            checkQueue.ask(request.day(), file.run());
        }
        Event line = line(outcome, request)
                .with("rows", file.rows())
                .with("found", file.lastRows())
                .with("added", file.lastReading().added())
                .with("vanished", file.lastReading().vanished())
                .with("pages", file.pages())
                .with("rawBytes", file.content().rawSizeBytes())
                .with("state", file.state().label())
                .with("notes", notes(file.notes()))
                .withSeconds(request.run().id().dueAt(), clock.instant());
        boolean drifted = request.run().reason() == Reason.RECOUNT
                && (file.lastReading().added() > 0 || file.lastReading().vanished() > 0);
        events.log(file.isIncomplete() || drifted ? line.asWarning() : line);
        tell(request, ChainEnd.Outcome.DONE);
    }

    /** The last thing that a chain does: were it told before, and the process died, another would ask beside it. */
    private void tell(PageRequest request, ChainEnd.Outcome outcome) {
        chainEnds.tell(new ChainEnd(request.day(), request.run().id(), request.chain(), outcome, nextDue(request)));
    }

    private void startOver(PageRequest request, Optional<RunId> base, EventLog events) {
        if (!request.run().mayStartOver()) {
            fail(
                    request,
                    Problem.ours(Problem.Code.OVERTAKEN, "other runs of this day discarded its pages again and again"),
                    events);
            return;
        }
        Run fresh = request.run().startOver(base);
        Instant due = nextDue(request);
        for (int chain = 0; chain < fresh.chains(); chain++) {
            send(PageRequest.first(request.day(), fresh, chain, due.plus(betweenRequests.multipliedBy(chain))));
        }
        events.log(line(Name.RUN_RESTARTED, request).with("attempt", fresh.attempt()));
    }

    private void waitForGraph(PageRequest request, PageAnswer.Throttled throttled, EventLog events) {
        Problem problem = throttled.problem();
        Decision decision = RetryPolicy.afterNoAnswer(request.setbacks(), throttled.retryAfter(), clock.instant());
        carryOut(decision, request, problem, events);
    }

    private void refused(PageRequest request, PageAnswer.Refused refused, EventLog events) {
        if (!refused.mayPass()) {
            fail(request, refused.problem(), events);
            return;
        }
        boolean linkAtFault = request.nextLink().isPresent()
                && OF_A_LINK.contains(refused.problem().status());
        Decision decision = RetryPolicy.afterRefusal(request.setbacks(), linkAtFault, clock.instant());
        carryOut(decision, request, refused.problem(), events);
    }

    private void waitForStorage(PageRequest request, Problem problem, EventLog events) {
        Decision decision = RetryPolicy.afterNoAnswer(request.setbacks(), Optional.empty(), clock.instant());
        carryOut(decision, request, problem, events);
    }

    private void carryOut(Decision decision, PageRequest request, Problem problem, EventLog events) {
        if (decision instanceof Decision.Again again) {
            pause(request.again(again.setbacks(), after(again.delay())), again.delay(), problem, events);
        } else if (decision instanceof Decision.FromFirstPage fresh) {
            pause(request.fromFirstPage(fresh.setbacks(), after(fresh.delay())), fresh.delay(), problem, events);
        } else if (decision instanceof Decision.GiveUp giveUp) {
            String message = giveUp.why() + ": " + problem.message();
            fail(request, new Problem(problem.status(), problem.code(), message, problem.requestId()), events);
        } else {
            throw new IllegalStateException("a decision of no kind: " + decision.getClass());
        }
    }

    private Instant after(Duration wait) {
        return clock.instant().plus(wait);
    }

    /** Sends the message again before it says so: what is written down about the wait may itself have to wait. */
    private void pause(PageRequest next, Duration wait, Problem problem, EventLog events) {
        Instant at = next.due();
        pageQueue.send(next, wait);
        events.log(line(Name.THROTTLED, next)
                .with("page", next.page())
                .with("tries", next.setbacks().tries())
                .with("refusals", next.setbacks().refusals())
                .with("waitSeconds", wait.toSeconds())
                .with(problem));
        if (problem.status() != TOO_MANY_REQUESTS || next.setbacks().tries() > TRIES_BEFORE_THROTTLING_IS_RECORDED) {
            asFarAsPossible(() -> failures.record(next.day(), next.run().id(), problem, Optional.of(at)));
        }
        asFarAsPossible(() -> staging.heartbeat(next.day(), next.run().id(), at));
    }

    /**
     * Writes down something that only tells what is going on: the message itself is on its way, or over, and the log has
     * said so. A leased blob takes no word, a container that is not there no record.
     */
    private static void asFarAsPossible(Runnable note) {
        try {
            note.run();
        } catch (StorageFault e) {
            // Without the note the page shows an older one, or none, until the next step.
        }
    }

    private void fail(PageRequest request, Problem problem, EventLog events) {
        failures.record(request.day(), request.run().id(), problem, Optional.empty());
        asFarAsPossible(() -> staging.abandon(request.day(), request.run().id()));
        events.log(line(Name.DAY_FAILED, request).with("page", request.page()).with(problem));
        tell(request, ChainEnd.Outcome.FAILED);
    }

    private static Event staged(PageRequest request, Page page, Staging.Staged staged) {
        return line(Name.PAGE_STAGED, request)
                .with("attempt", request.run().attempt())
                .with("chain", request.chain() + 1 + "/" + request.run().chains())
                .with("page", request.page())
                .with("rows", page.rows())
                .with("rawBytes", page.lines().remaining())
                .with("bytes", staged.bytes())
                .with("outside", page.times().outside())
                .with("atBound", page.times().atBound())
                .with("leftOut", page.aside().map(Page.Aside::leftOut).orElse(0))
                .with("last", page.nextLink().isEmpty())
                .with("notes", notes(page.notes()));
    }

    private static String notes(Set<PageNote> notes) {
        return notes.isEmpty() ? "none" : notes.stream().map(PageNote::label).collect(Collectors.joining(","));
    }

    private static Event line(Name name, PageRequest request) {
        return Event.of(name, request.day(), request.run().id());
    }
}
