package dev.setpoint.link.agentend;

import dev.setpoint.fleet.NodeOrder.OrderedResource;
import dev.setpoint.fleet.message.OrderHeader.Entry;
import java.util.Map;

/**
 * Makes a resource of what the controller sent, by the same rules as if it stood in git: a
 * controller cannot say what a repository could not.
 */
@FunctionalInterface
public interface DocumentReader {
  /**
   * Reads a document.
   *
   * @param document the manifest as JSON
   * @param files contents of the files that it refers to, by path
   * @throws OrderRefusedException when a repository would be refused for it
   */
  OrderedResource read(Entry entry, String document, Map<String, byte[]> files);
}
