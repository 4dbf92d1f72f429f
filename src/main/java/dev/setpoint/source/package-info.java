/**
 * Following a git repository: poll, fetch into a bare store of our own, judge the new head, and
 * hand out its files as a {@link dev.setpoint.manifest.RepositoryTree}. This is the only room that
 * knows JGit. It never checks out, never runs a hook or a filter, never reads a git configuration
 * of the user or the machine, and knows nothing of what the files mean.
 *
 * <p>Doors: {@link dev.setpoint.source.GitSource}, {@link dev.setpoint.source.SourceSettings},
 * {@link dev.setpoint.source.SourceResult}, {@link dev.setpoint.source.SourceFailure}, {@link
 * dev.setpoint.source.LocalDirectoryTree}, {@link dev.setpoint.source.LocalRepository}.
 */
@NullMarked
package dev.setpoint.source;

import org.jspecify.annotations.NullMarked;
