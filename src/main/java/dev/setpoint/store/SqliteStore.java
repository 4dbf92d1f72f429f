package dev.setpoint.store;

import dev.setpoint.agent.Journal;
import dev.setpoint.agent.NodeRecords;
import dev.setpoint.audit.AuditLog;
import dev.setpoint.audit.Trail;
import dev.setpoint.audit.Trail.TrailUnavailableException;
import dev.setpoint.controller.ControllerState;
import dev.setpoint.controller.nodes.FleetState;
import dev.setpoint.store.identity.SqliteNodeRegistry;
import dev.setpoint.store.identity.SqliteTokenBook;
import dev.setpoint.store.sql.Connector;
import dev.setpoint.store.sql.GroupWriter;
import dev.setpoint.store.sql.Readers;
import dev.setpoint.store.sql.Session;
import dev.setpoint.store.sql.SqliteConnector;
import dev.setpoint.store.sql.SqliteTrouble;
import dev.setpoint.store.sql.StoreUnreadableException;
import dev.setpoint.trust.NodeRegistry;
import dev.setpoint.trust.TokenBook;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.function.Function;

/**
 * Everything an installation must not forget, in one SQLite file. A write is on the disk when its
 * call returns, or it throws {@link Trail.TrailUnavailableException} and nothing of it is kept;
 * reads throw {@link StoreUnreadableException}. Safe for many threads. Nobody else may use the data
 * directory until it is closed.
 */
public final class SqliteStore implements AutoCloseable {
  private final DataDirectory directory;
  private final DirectoryClaim claim;
  private final GroupWriter writer;
  private final Readers readers;
  private final InstantSource clock;
  private final TokenBook tokenBook;

  private SqliteStore(
      DataDirectory directory, DirectoryClaim claim, Connector connector, InstantSource clock) {
    this.directory = directory;
    this.claim = claim;
    this.clock = clock;
    this.writer = new GroupWriter(directory.database(), connector);
    this.readers = new Readers(directory.database(), connector);
    this.tokenBook = new SqliteTokenBook(writer, readers, clock, EntryTable::append);
  }

  /**
   * Opens the store of a data directory, which is made when it is missing.
   *
   * @param clock gives the time of each entry
   * @throws StoreRefusedException when the directory is in use or cannot be written, or the
   *     database is damaged, newer than this program or held by another process
   */
  public static SqliteStore open(Path directory, InstantSource clock) {
    return open(directory, clock, SqliteConnector::new);
  }

  static SqliteStore open(Path root, InstantSource clock, Function<Path, Connector> connectors) {
    var directory = new DataDirectory(root);
    directory.prepare();
    DirectoryClaim claim = DirectoryClaim.of(directory);
    try {
      NativeLibrary.keepIn(directory.nativeLibraries());
      Connector connector = connectors.apply(directory.database());
      prepareDatabase(directory.database(), connector);
      var store = new SqliteStore(directory, claim, connector, clock);
      store.writer.start();
      return store;
    } catch (RuntimeException | Error e) {
      claim.close();
      throw e;
    }
  }

  private static void prepareDatabase(Path file, Connector connector) {
    try {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } catch (FileAlreadyExistsException usual) {
      // It is only made at the first start.
    } catch (IOException e) {
      throw new StoreRefusedException(
          file + " cannot be made: " + e + ": give this user the right to, and free space", e);
    }
    try (var session = new Session(connector.writer())) {
      Schema.bringUpToDate(session, file);
      Schema.check(session, file);
    } catch (SQLException e) {
      throw new StoreRefusedException(SqliteTrouble.sentence(file, e), e);
    }
  }

  /** Where it lies. */
  public DataDirectory directory() {
    return directory;
  }

  /** Appends to the record. */
  public Trail trail() {
    return event -> {
      var now = clock.instant();
      return writer.write(session -> EntryTable.append(session, now, event));
    };
  }

  /** Reads the record. */
  public AuditLog auditLog() {
    return new SqliteAuditLog(readers);
  }

  /** Intents and outcomes of agents. */
  public Journal journal() {
    return new SqliteJournal(writer, readers, clock);
  }

  /** The nodes' own records. */
  public NodeRecords nodeRecords() {
    return new SqliteNodeRecords(writer, readers);
  }

  /** The controller's state. */
  public ControllerState controllerState() {
    return new SqliteControllerState(writer, readers);
  }

  /** What the controller must not forget about its nodes. */
  public FleetState fleetState() {
    return new SqliteFleetState(writer, readers);
  }

  /** The tokens that were made. */
  public TokenBook tokenBook() {
    return tokenBook;
  }

  /** The nodes that have joined. */
  public NodeRegistry nodeRegistry() {
    return new SqliteNodeRegistry(writer, readers, clock, EntryTable::append);
  }

  /** Whether a write reaches the disk right now; makes one to find out. */
  public boolean isWritable() {
    try {
      return writer.write(session -> session.update("UPDATE installation SET owner = owner")) >= 0;
    } catch (TrailUnavailableException _) {
      return false;
    }
  }

  GroupWriter writer() {
    return writer;
  }

  Readers readers() {
    return readers;
  }

  /** Waits for what is being written, then closes the file and gives the directory free. */
  @Override
  public void close() {
    writer.close();
    try {
      readers.close();
    } catch (SQLException e) {
      throw new StoreUnreadableException(SqliteTrouble.sentence(directory.database(), e), e);
    } finally {
      claim.close();
    }
  }
}
