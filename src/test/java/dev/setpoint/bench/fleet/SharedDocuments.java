package dev.setpoint.bench.fleet;

import dev.setpoint.fleet.NodeOrder.OrderedResource;
import dev.setpoint.fleet.message.OrderHeader.Entry;
import dev.setpoint.link.agentend.DocumentReader;
import dev.setpoint.link.agentend.StrictDocuments;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Reads each document once for all agents of this process; real agents each have a processor. */
final class SharedDocuments implements DocumentReader {
  private final Map<Entry, OrderedResource> read = new ConcurrentHashMap<>();
  private final DocumentReader strict = new StrictDocuments();

  @Override
  public OrderedResource read(Entry entry, String document, Map<String, byte[]> files) {
    return read.computeIfAbsent(entry, each -> strict.read(each, document, files));
  }
}
