/**
 * The data directory and the only SQL: one SQLite file that holds the trail, the nodes' own records
 * and the controller's state, written by one thread in groups. Implements interfaces that other
 * rooms declare and decides nothing.
 *
 * <p>Doors: {@link dev.setpoint.store.SqliteStore}, {@link dev.setpoint.store.DataDirectory},
 * {@link dev.setpoint.store.Installation}.
 */
@NullMarked
package dev.setpoint.store;

import org.jspecify.annotations.NullMarked;
