"""Towns on the freight roads: a bare name is a place wherever one of them is said.

Any name is a place in the answer to "where are you?". In the answer to another question it has to
be known, because "chillin" and "memphis" look alike. The list need not be complete: a town that is
missing is heard with a word for where ("by Tonopah"), with its state, or when it is asked for.
"""

from __future__ import annotations

from typing import Final

from conversation.hearing.word_sets import phrase_set

TOWNS: Final = phrase_set(
    """
    abilene|akron|albany|albuquerque|alexandria|allentown|amarillo|anaheim|anchorage|ardmore|
    arlington|asheville|ashland|athens|atlanta|atlantic city|augusta|aurora|austin|bakersfield|
    baltimore|bangor|barstow|baton rouge|battle creek|beaumont|beckley|bellevue|bellingham|bend|
    benton|billings|biloxi|binghamton|birmingham|bismarck|bloomington|boise|boston|bowling green|
    bozeman|brinkley|bristol|brownsville|brunswick|buckeye|buffalo|burlington|butte|calexico|
    canton|cape girardeau|carlisle|casa grande|casper|cedar rapids|chattanooga|cheyenne|chicago|
    chino|cincinnati|clarksville|cleveland|clovis|colby|colton|columbia|columbus|conway|
    cookeville|corpus christi|council bluffs|covington|cumberland|dallas|dalton|danville|
    davenport|dayton|daytona|decatur|deming|denton|denver|des moines|detroit|dickson|dodge city|
    dothan|dubuque|duluth|durham|eagle pass|eau claire|edinburg|effingham|el centro|el paso|
    elizabethtown|elkhart|elko|elkton|emporia|enid|erie|escondido|eugene|evanston|evansville|
    fairfield|fargo|farmington|fayetteville|fernley|flagstaff|flint|florence|fontana|forrest city|
    fort collins|fort myers|fort pierce|fort smith|fort wayne|fort worth|frederick|fredericksburg|
    fresno|gadsden|gainesville|gallup|gary|gastonia|grand island|grand junction|grand rapids|
    great falls|green bay|green river|greensboro|greenville|gulfport|hagerstown|harrisburg|
    harrisonburg|hartford|hattiesburg|hays|hazleton|henderson|hickory|high point|hope|houston|
    huntington|huntsville|hutchinson|idaho falls|indianapolis|indio|iowa city|jackson|
    jacksonville|janesville|jefferson city|johnson city|joliet|jonesboro|joplin|juarez|kalamazoo|
    kankakee|kansas city|kearney|kingman|kingsport|kingsville|knoxville|la crosse|la porte|
    la vergne|lafayette|lake charles|lake city|lakeland|lancaster|lansing|laramie|laredo|
    las cruces|las vegas|laughlin|laverne|lawton|lebanon|lexington|lima|limon|lincoln|lincolnton|
    little rock|lodi|london|long beach|longview|lordsburg|los angeles|louisville|lubbock|lufkin|
    lumberton|macon|madison|matamoros|mcallen|mcdonough|mechanicsburg|medford|memphis|mena|
    meridian|mesa|mesquite|miami|midland|milwaukee|minneapolis|minot|missoula|mobile|modesto|
    moline|monroe|monteagle|monterrey|montgomery|morgantown|morristown|mount vernon|murfreesboro|
    muskogee|nacogdoches|nampa|nashville|natchez|needles|new albany|new orleans|new york city|
    newark|newport news|nogales|norfolk|north platte|nuevo laredo|oak grove|oakland|ocala|odessa|
    ogallala|ogden|okc|oklahoma city|olive branch|omaha|opelousas|orlando|oxnard|paducah|
    palm springs|panama city|parkersburg|pecos|pendleton|pensacola|peoria|perrysburg|philadelphia|
    philly|phoenix|pine bluff|pittsburgh|plainfield|pocatello|pomona|port arthur|port huron|
    portland|poughkeepsie|providence|provo|pueblo|quartzsite|racine|raleigh|rancho cucamonga|
    rapid city|rawlins|redding|reno|reynosa|rialto|richmond|riverside|roanoke|rochester|
    rock island|rock springs|rockford|rocky mount|roseburg|roswell|russellville|sacramento|
    saginaw|saint cloud|saint joseph|saint louis|saint paul|salem|salina|salinas|salisbury|
    salt lake|salt lake city|san angelo|san antonio|san bernardino|san diego|san francisco|
    san jose|santa fe|santa rosa|sarasota|savannah|scranton|searcy|seattle|sedalia|shelbyville|
    sherman|shreveport|sikeston|sioux city|sioux falls|smyrna|south bend|south haven|southaven|
    spartanburg|spokane|springfield|st cloud|st joseph|st louis|st paul|staunton|stockton|
    sweetwater|syracuse|tacoma|tallahassee|tampa|temecula|temple|terre haute|texarkana|tifton|
    tijuana|toledo|tonopah|topeka|tracy|trenton|troutdale|tucson|tucumcari|tulare|tulsa|tupelo|
    turlock|tuscaloosa|twin falls|tyler|utica|valdosta|van horn|vandalia|vicksburg|victorville|
    vidalia|vincennes|visalia|waco|walcott|warner robins|washington dc|waterbury|waterloo|wausau|
    waycross|weatherford|wendover|west memphis|west palm beach|west plains|wheeling|wichita|
    wichita falls|wilkes barre|wilmington|winchester|winnemucca|winona|winston salem|wytheville|
    yakima|yermo|york|youngstown|yuma|zanesville
    """
)

LONGEST_TOWN: Final = max(len(town.split()) for town in TOWNS)

#: Towns that are also words or first names, and prove nothing when they stand alone.
WORDS_TOO: Final = phrase_set(
    "bend|buckeye|gary|hickory|hope|lima|mobile|needles|sherman|temple|tracy|tyler|york"
)
