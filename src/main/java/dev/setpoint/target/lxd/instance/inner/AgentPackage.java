package dev.setpoint.target.lxd.instance.inner;

import dev.setpoint.target.lxd.api.FileStream;

/**
 * The agent's program as it is put into an instance.
 *
 * @param release names it by its content: two of one name are the same
 * @param archive a tar archive, compressed or not, of one directory
 * @param script the shell script that puts it in place and lets it join. Its arguments: the
 *     controller's address, the node, {@code -}, the archive and the release; on its standard input
 *     a join token, or {@code -} where the agent has joined already
 */
public record AgentPackage(String release, FileStream archive, String script) {}
