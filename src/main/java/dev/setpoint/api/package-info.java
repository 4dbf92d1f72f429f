/**
 * The API of a running controller: REST under {@code /api/v1} and a stream of news, on loopback,
 * behind the token that the data directory holds. Turns values of the other rooms into the records
 * of {@code wire}; decides nothing.
 *
 * <p>Doors: the resources of this package, found by the framework, and {@link
 * dev.setpoint.trust.People}, which the wiring produces.
 */
@NullMarked
package dev.setpoint.api;

import org.jspecify.annotations.NullMarked;
