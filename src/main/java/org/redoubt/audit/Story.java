package org.redoubt.audit;

import java.util.List;
import org.redoubt.decide.Decision;

/** What is remembered of an address or an account, the youngest first. */
public record Story(List<KeptEvent> events, List<Decision> decisions) {}
