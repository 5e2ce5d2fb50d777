package io.callarchive.plan;

import java.util.List;

/** The orders that are not fulfilled yet. Errors of the storage service are thrown as unchecked exceptions. */
public interface Orders {
    /** Places it, unless the same is open already: then that one stays, and is returned. */
    Order place(Order order);

    /** All of them, the oldest first. */
    List<Order> open();

    /** Takes it away, because it is fulfilled or not wanted any more; false if there was none of that name. */
    boolean close(String id);
}
