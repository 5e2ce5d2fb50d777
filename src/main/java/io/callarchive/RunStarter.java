package io.callarchive;

import io.callarchive.EventLine.Name;
import java.time.Clock;
import java.util.random.RandomGenerator;

/** Begins runs. Beginning a day twice makes two runs of it, of which one becomes the file. */
public final class RunStarter {
    private final FollowUps followUps;
    private final Clock clock;
    private final RandomGenerator random;

    public RunStarter(FollowUps followUps, Clock clock, RandomGenerator random) {
        this.followUps = followUps;
        this.clock = clock;
        this.random = random;
    }

    public void start(Start start, Events events) {
        RunId id = RunId.startingAt(clock.instant(), random);
        Run run = new Run(id, 0, start.reason(), start.chains(), start.settles(), start.force(), start.base());
        for (PageRequest first : PageRequest.firstPages(start.day(), run)) {
            followUps.send(first, start.delay());
        }
        events.say(EventLine.of(Name.RUN_STARTED, start.day(), id)
                .with("reason", start.reason().label())
                .with("chains", start.chains())
                .with("delaySeconds", start.delay().toSeconds()));
    }
}
