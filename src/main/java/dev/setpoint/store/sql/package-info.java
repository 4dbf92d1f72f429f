/**
 * How the database is reached: connections, one thread that writes in groups, a few that read, and
 * what a failure means to people. Knows no table.
 *
 * <p>Doors: {@link dev.setpoint.store.sql.GroupWriter}, {@link dev.setpoint.store.sql.Readers}.
 */
@NullMarked
package dev.setpoint.store.sql;

import org.jspecify.annotations.NullMarked;
