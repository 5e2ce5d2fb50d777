package io.callarchive.pages;

/** Where the end of a chain is told, so that another one may take its place. */
@FunctionalInterface
public interface ChainEnds {
    /** Tells it. May be told twice, or never: then the place becomes free later. */
    void tell(ChainEnd end);
}
