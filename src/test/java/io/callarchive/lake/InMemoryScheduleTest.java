package io.callarchive.lake;

import io.callarchive.plan.Schedules;
import io.callarchive.testing.InMemoryPlan;

class InMemoryScheduleTest extends SchedulesContract {
    @Override
    Schedules schedules() {
        return new InMemoryPlan();
    }
}
