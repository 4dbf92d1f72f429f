/**
 * What an agent keeps on its machine: its journal with the records that follow from it in
 * append-only files, and the newest order. Knows files and bytes; decides nothing about containers.
 *
 * <p>Doors: {@link dev.setpoint.agent.disk.FileJournal}, {@link dev.setpoint.agent.disk.FileShelf},
 * {@link dev.setpoint.agent.disk.FileCounter}, {@link dev.setpoint.agent.disk.Disk}, {@link
 * dev.setpoint.agent.disk.FileDisk}. Made by the wiring, called by the agent.
 */
@NullMarked
package dev.setpoint.agent.disk;

import org.jspecify.annotations.NullMarked;
