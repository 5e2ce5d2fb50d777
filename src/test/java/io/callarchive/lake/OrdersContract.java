package io.callarchive.lake;

import static org.assertj.core.api.Assertions.assertThat;

import io.callarchive.CallLog;
import io.callarchive.plan.Order;
import io.callarchive.plan.Orders;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store of orders does. */
abstract class OrdersContract {
    static final Instant NOW = Instant.parse("2026-11-22T08:15:30.123Z");

    Orders orders;

    abstract Orders orders();

    @BeforeEach
    void begin() {
        orders = orders();
    }

    @Test
    void anOrderIsOpenUntilItIsClosed() {
        Order order = order(NOW, 1, EnumSet.allOf(CallLog.class), true);
        assertThat(orders.open()).isEmpty();

        assertThat(orders.place(order)).isEqualTo(order);
        assertThat(orders.open()).containsExactly(order);

        assertThat(orders.close(order.id())).isTrue();
        assertThat(orders.open()).isEmpty();
        assertThat(orders.close(order.id())).isFalse();
    }

    @Test
    void theSameOrderPlacedTwiceStaysAsItWasPlacedFirst() {
        Order first = order(NOW, 1, Set.of(CallLog.SMS), false);
        Order second = order(NOW.plusSeconds(60), 1, Set.of(CallLog.SMS), false);
        orders.place(first);

        assertThat(orders.place(second)).isEqualTo(first);
        assertThat(orders.open()).containsExactly(first);

        orders.close(first.id());
        assertThat(orders.place(second)).isEqualTo(second);
        assertThat(orders.open()).containsExactly(second);
    }

    @Test
    void ordersAreToldInTheOrderInWhichTheyWerePlaced() {
        Order newest = order(NOW.plusSeconds(1), 3, Set.of(CallLog.SMS), false);
        Order ofTheSameTime = order(NOW, 2, Set.of(CallLog.SMS, CallLog.PSTN), false);
        Order oldest = order(NOW, 1, Set.of(CallLog.SMS), false);
        Order forced = order(NOW.plusSeconds(2), 1, Set.of(CallLog.SMS), true);
        for (Order order : new Order[] {newest, ofTheSameTime, forced, oldest}) {
            orders.place(order);
        }

        assertThat(orders.open()).containsExactly(oldest, ofTheSameTime, newest, forced);
    }

    @Test
    void whatIsNoNameOfAnOrderClosesNone() {
        Order order = order(NOW, 1, Set.of(CallLog.SMS), false);
        orders.place(order);

        for (String name : new String[] {"", "..", "../" + order.id(), order.id() + ".json", order.id() + "?x"}) {
            assertThat(orders.close(name)).as(name).isFalse();
        }
        assertThat(orders.open()).containsExactly(order);
    }

    static Order order(Instant at, int firstDay, Set<CallLog> logs, boolean force) {
        return new Order(at, LocalDate.of(2026, 9, firstDay), LocalDate.of(2026, 9, 30), logs, force);
    }
}
