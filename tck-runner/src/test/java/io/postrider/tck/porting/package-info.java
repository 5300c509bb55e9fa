/** The TCK's own tool set up over Postrider, case by case: what every one of its tests begins with. */
package io.postrider.tck.porting;
