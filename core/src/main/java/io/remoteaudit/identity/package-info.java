/**
 * Who a caller is by another's word than the maker's: by a token of a certification body's own identity provider, or by a
 * client certificate. Such a word says only who somebody is; what may be seen is always the engagement's to say.
 */
@NullMarked
package io.remoteaudit.identity;

import org.jspecify.annotations.NullMarked;
