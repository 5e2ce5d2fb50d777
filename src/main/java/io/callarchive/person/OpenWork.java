package io.callarchive.person;

import io.callarchive.ArchiveDay;
import io.callarchive.StorageFault;
import io.callarchive.plan.Order;
import io.callarchive.plan.Orders;
import io.callarchive.plan.Schedules;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * What is still to be read, or being read, of days whose rows are erased. None of it brings back what was erased: it
 * was ordered before. But who erases should know of it.
 *
 * @param orders the names of the open orders
 * @param runs the days that are being read
 * @param known false if it could not be looked at
 */
record OpenWork(List<String> orders, List<String> runs, boolean known) {
    static OpenWork of(Collection<ArchiveDay> days, Orders orders, Schedules schedules) {
        try {
            return new OpenWork(
                    orders.open().stream()
                            .filter(order -> days.stream().anyMatch(order::covers))
                            .map(Order::id)
                            .toList(),
                    schedules.load().schedule().runs().stream()
                            .filter(run -> days.contains(run.day()))
                            .map(run -> run.day().toString())
                            .toList(),
                    true);
        } catch (StorageFault e) {
            return new OpenWork(List.of(), List.of(), false);
        }
    }

    /** For who erases; empty if there is nothing to say. */
    List<String> warnings() {
        if (!known) {
            return List.of("Whether orders or runs of these days are open could not be looked at.");
        }
        List<String> warnings = new ArrayList<>();
        orders.forEach(order ->
                warnings.add("The order " + order + " is open. It was placed before, so it brings nothing back."));
        runs.forEach(
                day -> warnings.add("A run is reading " + day + ". It was ordered before, so it brings nothing back."));
        return warnings;
    }
}
