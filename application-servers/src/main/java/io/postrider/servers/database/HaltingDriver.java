package io.postrider.servers.database;

import org.h2.Driver;

/** H2's driver under a name of this archive: some servers look for the data source where the driver's class is from. */
public class HaltingDriver extends Driver {}
