package io.callarchive.cli;

import picocli.CommandLine.Option;

/** What every command has. */
final class HelpOption {
    @Option(names = "--help", usageHelp = true, description = "print this")
    boolean isAsked;
}
