package io.callarchive;

import io.callarchive.EventLine.Name;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

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
    private static final int TOO_MANY_REQUESTS = 429;
    /** Being throttled is part of the trade; it becomes worth a record when it persists. */
    private static final int TRIES_BEFORE_THROTTLING_IS_RECORDED = 3;

    private final GraphLogs graph;
    private final Lake lake;
    private final FollowUps followUps;
    private final Failures failures;
    private final Checks checks;
    private final Turns turns;
    private final Clock clock;
    private final Patience patience;

    public PageArchiver(
            GraphLogs graph,
            Lake lake,
            FollowUps followUps,
            Failures failures,
            Checks checks,
            Turns turns,
            Clock clock) {
        this.graph = graph;
        this.lake = lake;
        this.followUps = followUps;
        this.failures = failures;
        this.checks = checks;
        this.turns = turns;
        this.clock = clock;
        this.patience = new Patience(clock);
    }

    /** Returns when the message is dealt with; throws if it has to come again. */
    public void archive(PageRequest request, Events events) {
        if (!request.inTurn()) {
            Duration wait = turn(request);
            if (!wait.isZero()) {
                followUps.send(request.whenInTurn(), wait);
                return;
            }
        }
        GraphAnswer answer = graph.fetch(request);
        if (answer instanceof Page page) {
            turns.answered(request.day().log());
            keep(request, page, events);
        } else if (answer instanceof GraphAnswer.Throttled throttled) {
            waitFor(request, throttled, events);
        } else if (answer instanceof GraphAnswer.Refused refused) {
            fail(request, refused.trouble(), events);
        }
    }

    private Duration turn(PageRequest request) {
        return turns.take(request.day().log(), request.run().reason());
    }

    private void keep(PageRequest request, Page page, Events events) {
        Optional<String> circle = CircleWatch.objectionToLink(request, page);
        if (circle.isPresent()) {
            fail(request, Trouble.ours("endless-paging", circle.get()), events);
            return;
        }
        Lake.Staged staged = lake.stage(request, page);
        events.say(staged(request, page, staged));
        Optional<String> repetition = CircleWatch.objectionToContent(request, page, staged);
        if (repetition.isPresent()) {
            fail(request, Trouble.ours("endless-paging", repetition.get()), events);
        } else if (page.nextLink().isPresent()) {
            String link = page.nextLink().get();
            Landmark landmark = CircleWatch.landmarkAfter(request, link, page, staged);
            followUps.send(request.next(link, staged.read(), landmark), turn(request));
        } else {
            settle(request, events);
        }
    }

    private void settle(PageRequest request, Events events) {
        Settlement settlement = lake.settle(request.day(), request.run());
        if (settlement instanceof Settlement.Archived archived) {
            close(request, archived.file(), Name.DAY_ARCHIVED, events);
        } else if (settlement instanceof Settlement.Unchanged unchanged) {
            close(request, unchanged.file(), Name.DAY_UNCHANGED, events);
        } else if (settlement instanceof Settlement.Kept kept) {
            close(request, kept.file(), Name.DAY_KEPT, events);
        } else if (settlement instanceof Settlement.Superseded superseded) {
            events.say(line(Name.DAY_SUPERSEDED, request).with("by", superseded.by()));
        } else if (settlement instanceof Settlement.Discarded discarded) {
            startOver(request, discarded.by(), events);
        } else if (settlement instanceof Settlement.Foreign) {
            fail(
                    request,
                    Trouble.ours(
                            "foreign-file",
                            "the day's place is taken by a blob that Callarchive did not write; move it away"),
                    events);
        }
    }

    private void close(PageRequest request, DayFile file, Name outcome, Events events) {
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
                .withSeconds(request.run().id().startedAt(), clock.instant()));
    }

    private void startOver(PageRequest request, Optional<RunId> base, Events events) {
        if (!request.run().mayStartOver()) {
            fail(
                    request,
                    Trouble.ours("overtaken", "other runs of this day discarded its pages again and again"),
                    events);
            return;
        }
        Run fresh = request.run().startOver(base);
        for (PageRequest first : PageRequest.firstPages(request.day(), fresh)) {
            followUps.send(first, Duration.ZERO);
        }
        events.say(line(Name.RUN_RESTARTED, request).with("attempt", fresh.attempt()));
    }

    private void waitFor(PageRequest request, GraphAnswer.Throttled throttled, Events events) {
        Trouble trouble = throttled.trouble();
        if (patience.isOverFor(request.run().id())) {
            fail(
                    request,
                    new Trouble(
                            trouble.status(),
                            trouble.code(),
                            "given up after a day: " + trouble.message(),
                            trouble.requestId()),
                    events);
            return;
        }
        Duration wait = patience.wait(request.run().reason(), request.tries(), throttled.retryAfter());
        if (trouble.status() == TOO_MANY_REQUESTS) {
            turns.throttled(request.day().log(), wait);
            Duration turn = turn(request);
            wait = turn.compareTo(wait) > 0 ? turn : wait;
        }
        Instant next = clock.instant().plus(wait);
        lake.expect(request.day(), request.run().id(), next);
        if (trouble.status() != TOO_MANY_REQUESTS || request.tries() >= TRIES_BEFORE_THROTTLING_IS_RECORDED) {
            failures.record(request.day(), request.run().id(), trouble, Optional.of(next));
        }
        followUps.send(request.again(), wait);
        events.say(line(Name.THROTTLED, request)
                .with("page", request.page())
                .with("tries", request.tries() + 1)
                .with("waitSeconds", wait.toSeconds())
                .with(trouble));
    }

    private void fail(PageRequest request, Trouble trouble, Events events) {
        lake.giveUp(request.day(), request.run().id());
        failures.record(request.day(), request.run().id(), trouble, Optional.empty());
        events.say(line(Name.DAY_FAILED, request).with("page", request.page()).with(trouble));
    }

    private static EventLine staged(PageRequest request, Page page, Lake.Staged staged) {
        return line(Name.PAGE_STAGED, request)
                .with("attempt", request.run().attempt())
                .with("chain", request.chain() + 1 + "/" + request.run().chains())
                .with("page", request.page())
                .with("rows", page.rows())
                .with("rawBytes", page.lines().remaining())
                .with("bytes", staged.bytes())
                .with("outside", page.times().outside())
                .with("atBound", page.times().atBound())
                .with("last", page.nextLink().isEmpty());
    }

    private static EventLine line(Name name, PageRequest request) {
        return EventLine.of(name, request.day(), request.run().id());
    }
}
