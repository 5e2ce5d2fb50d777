package io.callarchive.plan;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;

/** What persons order: written down, and left to the conductor. */
public final class Backfills {
    private final Planner planner;
    private final Inventory inventory;
    private final Schedules schedules;
    private final Orders orders;
    private final ConductorQueue conductorQueue;
    private final Clock clock;

    public Backfills(
            Planner planner,
            Inventory inventory,
            Schedules schedules,
            Orders orders,
            ConductorQueue conductorQueue,
            Clock clock) {
        this.planner = planner;
        this.inventory = inventory;
        this.schedules = schedules;
        this.orders = orders;
        this.conductorQueue = conductorQueue;
        this.clock = clock;
    }

    /** What the order would come to, if it were placed now and nothing else were to be read. */
    public Estimate estimate(Order order) {
        return planner.estimate(
                order,
                LocalDate.now(clock),
                inventory.look(order.logs(), order.from(), LocalDate.now(clock)),
                schedules.load().schedule().past());
    }

    /** Whether any of its days may still be had; without a look at the lake. */
    public boolean canBeRead(Order order) {
        return !planner.estimate(order, LocalDate.now(clock), Map.of(), Past.NOTHING)
                .days()
                .isEmpty();
    }

    /**
     * Places the order; the same one, if it is open, stays as it is. Dies it between the two lines, the next that the
     * conductor hears, or the next night, makes it look at the order.
     */
    public Order place(Order order) {
        Order placed = orders.place(order);
        conductorQueue.wake();
        return placed;
    }

    /** The open order of that name. */
    public Optional<Order> find(String id) {
        return orders.open().stream().filter(order -> order.id().equals(id)).findFirst();
    }

    /** Cancels an order: what is on its way is still archived, and no more is begun. False if there is none. */
    public boolean cancel(String id) {
        boolean closed = orders.close(id);
        conductorQueue.wake();
        return closed;
    }
}
