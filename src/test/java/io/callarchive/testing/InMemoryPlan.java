package io.callarchive.testing;

import io.callarchive.plan.Order;
import io.callarchive.plan.Orders;
import io.callarchive.plan.Schedule;
import io.callarchive.plan.Schedules;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The schedule and the orders, in memory. */
public final class InMemoryPlan implements Schedules, Orders {
    private Schedule schedule = Schedule.EMPTY;
    private long version;
    private final Map<String, Order> orders = new TreeMap<>();

    @Override
    public synchronized Kept load() {
        return new Kept(schedule, version == 0 ? "" : Long.toString(version));
    }

    @Override
    public synchronized boolean replace(Kept before, Schedule after) {
        if (!before.version().equals(load().version())) {
            return false;
        }
        schedule = after;
        version++;
        return true;
    }

    @Override
    public synchronized Order place(Order order) {
        Order there = orders.putIfAbsent(order.id(), order);
        return there == null ? order : there;
    }

    @Override
    public synchronized List<Order> open() {
        return orders.values().stream()
                .sorted(Comparator.comparing(Order::at).thenComparing(Order::id))
                .toList();
    }

    @Override
    public synchronized boolean close(String id) {
        return orders.remove(id) != null;
    }
}
