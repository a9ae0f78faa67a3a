/** The program as people start it, with a real mail server and real packets. Needs root. */
@NullMarked
package org.redoubt.e2e;

import org.jspecify.annotations.NullMarked;
