package io.callarchive.pages;

import io.callarchive.Event.Name;
import io.callarchive.Event;
import io.callarchive.EventLog;
import io.callarchive.Failures;
import io.callarchive.Problem;
import io.callarchive.Run;
import io.callarchive.RunId;
import io.callarchive.StorageFault;
import io.callarchive.dayfile.CheckQueue;
import io.callarchive.dayfile.CommitOutcome;
import io.callarchive.dayfile.DayFile;
import io.callarchive.dayfile.PageNote;
import io.callarchive.retry.RetryPolicy.Decision;
import io.callarchive.retry.RetryPolicy;
import io.callarchive.text.ForeignText;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Handles one page message: fetch, store out of sight, then ask for the next page or settle the day.
 *
 * <p>The message may come twice, late or out of order, and the process may die between any two lines: nothing is lost
 * because the message is only gone when {@link #archive} has returned, and nothing is doubled because storing a page
 * again overwrites it or starts a branch that the commit leaves aside, and a second commit is recognised. A follow-up
 * sent twice reads the rest of the chain twice, to the same end. So the order of the effects matters: the page before
 * its follow-up, the commit before its failure record is cleared, a failure record before the message is given up. The
 * check of a new file is asked for last, and again with each message that finds the file unchecked.
 */
public final class PageArchiver {
    /** The code of the record of a fault in the app itself; the host gives the message again. */
    public static final String EXCEPTION = "exception";

    private static final int TOO_MANY_REQUESTS = 429;
    /** Being throttled is part of the trade; it becomes worth a record when it persists. */
    private static final int TRIES_BEFORE_THROTTLING_IS_RECORDED = 3;

    /** Statuses by which an expired or damaged skip token may be refused. */
    private static final Set<Integer> OF_A_LINK = Set.of(400, 404, 410);

    private final GraphLogs graph;
    private final Staging lake;
    private final PageQueue followUps;
    private final Failures failures;
    private final CheckQueue checks;
    private final RateLimiter turns;
    private final Clock clock;

    public PageArchiver(
            GraphLogs graph,
            Staging lake,
            PageQueue followUps,
            Failures failures,
            CheckQueue checks,
            RateLimiter turns,
            Clock clock) {
        this.graph = graph;
        this.lake = lake;
        this.followUps = followUps;
        this.failures = failures;
        this.checks = checks;
        this.turns = turns;
        this.clock = clock;
    }

    /** Returns when the message is dealt with; throws if it has to come again. */
    public void archive(PageRequest request, EventLog events) {
        try {
            step(request, events);
        } catch (StorageFault e) {
            if (e.mayPass()) {
                waitForStorage(request, e.trouble(), events);
            } else {
                fail(request, e.trouble(), events);
            }
        } catch (RuntimeException e) {
            remember(request, e);
            throw e;
        }
    }

    /** For the dead letter, which sees the message but not what became of it. */
    private void remember(PageRequest request, RuntimeException e) {
        try {
            Problem trouble = Problem.ours(EXCEPTION, "page " + request.page() + ": " + ForeignText.placeOf(e));
            failures.record(request.day(), request.run().id(), trouble, Optional.of(clock.instant()));
        } catch (RuntimeException second) {
            e.addSuppressed(second);
        }
    }

    private void step(PageRequest request, EventLog events) {
        if (!request.inTurn()) {
            Duration wait = turn(request);
            if (!wait.isZero()) {
                followUps.send(request.whenInTurn(), wait);
                return;
            }
        }
        PageAnswer answer = graph.fetch(request);
        if (answer instanceof Page page) {
            turns.answered(request.day().log());
            keep(request, page, events);
        } else if (answer instanceof PageAnswer.Throttled throttled) {
            waitForGraph(request, throttled, events);
        } else if (answer instanceof PageAnswer.Refused refused) {
            refused(request, refused, events);
        } else {
            throw new IllegalStateException("an answer of no kind: " + answer.getClass());
        }
    }

    private Duration turn(PageRequest request) {
        return turns.take(request.day().log(), request.run().reason());
    }

    private void keep(PageRequest request, Page page, EventLog events) {
        Optional<String> circle = CycleDetector.objectionToLink(request, page);
        if (circle.isPresent()) {
            fail(request, Problem.ours("endless-paging", circle.get()), events);
            return;
        }
        Staging.Staged staged = lake.stage(request, page);
        events.say(staged(request, page, staged));
        Optional<String> repetition = CycleDetector.objectionToContent(request, page, staged);
        if (repetition.isPresent()) {
            fail(request, Problem.ours("endless-paging", repetition.get()), events);
        } else if (page.nextLink().isPresent()) {
            String link = page.nextLink().get();
            CycleMark landmark = CycleDetector.landmarkAfter(request, link, page, staged);
            followUps.send(request.next(link, staged.read(), landmark), turn(request));
        } else {
            settle(request, events);
        }
    }

    private void settle(PageRequest request, EventLog events) {
        CommitOutcome settlement = lake.settle(request.day(), request.run());
        if (settlement instanceof CommitOutcome.Archived archived) {
            close(request, archived.file(), Name.DAY_ARCHIVED, events);
        } else if (settlement instanceof CommitOutcome.Unchanged unchanged) {
            close(request, unchanged.file(), Name.DAY_UNCHANGED, events);
        } else if (settlement instanceof CommitOutcome.Kept kept) {
            close(request, kept.file(), Name.DAY_KEPT, events);
        } else if (settlement instanceof CommitOutcome.Superseded superseded) {
            events.say(line(Name.DAY_SUPERSEDED, request).with("by", superseded.by()));
        } else if (settlement instanceof CommitOutcome.Discarded discarded) {
            startOver(request, discarded.by(), events);
        } else if (settlement instanceof CommitOutcome.Foreign) {
            fail(
                    request,
                    Problem.ours(
                            "foreign-file",
                            "the day's place is taken by a blob that Callarchive did not write; move it away"),
                    events);
        } else if (!(settlement instanceof CommitOutcome.Waiting)) {
            throw new IllegalStateException("a settlement of no kind: " + settlement.getClass());
        }
    }

    private void close(PageRequest request, DayFile file, Name outcome, EventLog events) {
        failures.clear(request.day());
        if (file.check().isEmpty()) {
            // Also where this run only confirmed the file: an earlier check may have been given up.
            checks.ask(request.day(), file.run());
        }
        events.say(line(outcome, request)
                .with("rows", file.rows())
                .with("found", file.lastRows())
                .with("pages", file.pages())
                .with("rawBytes", file.rawSizeBytes())
                .with("state", file.state().label())
                .with("notes", notes(file.notes()))
                .withSeconds(request.run().id().dueAt(), clock.instant()));
    }

    private void startOver(PageRequest request, Optional<RunId> base, EventLog events) {
        if (!request.run().mayStartOver()) {
            fail(
                    request,
                    Problem.ours("overtaken", "other runs of this day discarded its pages again and again"),
                    events);
            return;
        }
        Run fresh = request.run().startOver(base);
        for (PageRequest first : PageRequest.firstPages(request.day(), fresh)) {
            followUps.send(first, Duration.ZERO);
        }
        events.say(line(Name.RUN_RESTARTED, request).with("attempt", fresh.attempt()));
    }

    private void waitForGraph(PageRequest request, PageAnswer.Throttled throttled, EventLog events) {
        Problem trouble = throttled.trouble();
        Decision decision = RetryPolicy.afterNoAnswer(
                request.run().reason(), request.setbacks(), throttled.retryAfter(), clock.instant());
        if (trouble.status() == TOO_MANY_REQUESTS && decision instanceof Decision.Again again) {
            turns.throttled(request.day().log(), again.delay());
            Duration turn = turn(request);
            Duration wait = turn.compareTo(again.delay()) > 0 ? turn : again.delay();
            decision = new Decision.Again(wait, again.setbacks());
        }
        carryOut(decision, request, trouble, events);
    }

    private void refused(PageRequest request, PageAnswer.Refused refused, EventLog events) {
        if (!refused.mayPass()) {
            fail(request, refused.trouble(), events);
            return;
        }
        boolean linkAtFault = request.nextLink().isPresent()
                && OF_A_LINK.contains(refused.trouble().status());
        Decision decision = RetryPolicy.afterRefusal(request.setbacks(), linkAtFault, clock.instant());
        carryOut(decision, request, refused.trouble(), events);
    }

    private void waitForStorage(PageRequest request, Problem trouble, EventLog events) {
        Decision decision = RetryPolicy.afterNoAnswer(
                request.run().reason(), request.setbacks(), Optional.empty(), clock.instant());
        carryOut(decision, request, trouble, events);
    }

    private void carryOut(Decision decision, PageRequest request, Problem trouble, EventLog events) {
        if (decision instanceof Decision.Again again) {
            pause(request.again(again.setbacks()), again.delay(), trouble, events);
        } else if (decision instanceof Decision.FromFirstPage fresh) {
            pause(request.fromFirstPage(fresh.setbacks()), fresh.delay(), trouble, events);
        } else if (decision instanceof Decision.GiveUp giveUp) {
            String message = giveUp.why() + ": " + trouble.message();
            fail(request, new Problem(trouble.status(), trouble.code(), message, trouble.requestId()), events);
        } else {
            throw new IllegalStateException("a decision of no kind: " + decision.getClass());
        }
    }

    /** Sends the message again before it says so: what is written down about the wait may itself have to wait. */
    private void pause(PageRequest next, Duration wait, Problem trouble, EventLog events) {
        Instant at = clock.instant().plus(wait);
        followUps.send(next, wait);
        events.say(line(Name.THROTTLED, next)
                .with("page", next.page())
                .with("tries", next.setbacks().tries())
                .with("refusals", next.setbacks().refusals())
                .with("waitSeconds", wait.toSeconds())
                .with(trouble));
        if (trouble.status() != TOO_MANY_REQUESTS || next.setbacks().tries() > TRIES_BEFORE_THROTTLING_IS_RECORDED) {
            asFarAsPossible(() -> failures.record(next.day(), next.run().id(), trouble, Optional.of(at)));
        }
        asFarAsPossible(() -> lake.expect(next.day(), next.run().id(), at));
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

    private void fail(PageRequest request, Problem trouble, EventLog events) {
        failures.record(request.day(), request.run().id(), trouble, Optional.empty());
        asFarAsPossible(() -> lake.giveUp(request.day(), request.run().id()));
        events.say(line(Name.DAY_FAILED, request).with("page", request.page()).with(trouble));
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
