package io.callarchive.lake;

import io.callarchive.plan.Orders;
import io.callarchive.testing.InMemoryPlan;

class InMemoryOrdersTest extends OrdersContract {
    @Override
    Orders orders() {
        return new InMemoryPlan();
    }
}
