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
    abilene|abingdon|adairsville|akron|albany|albert lea|albuquerque|alexandria|allentown|altoona|
    amarillo|anaheim|anchorage|angola|annawan|anniston|anson|ardmore|arlington|ash fork|ashburn|
    asheville|ashland|athens|atlanta|atlantic city|atmore|atoka|augusta|aurora|austin|avondale|
    baker city|bakersfield|balmorhea|baltimore|bangor|banning|barkeyville|barstow|bartlett|
    batesville|baton rouge|battle creek|battle mountain|bay st louis|baytown|beaumont|beckley|
    belle glade|bellefonte|bellemont|bellevue|bellingham|bellville|belvidere|bend|benton|berea|
    beresford|bessemer|big cabin|big spring|big springs|billings|biloxi|binghamton|birmingham|
    bismarck|black river falls|blackfoot|blackwell|bloomington|bloomsburg|blue earth|bluefield|
    blythe|blytheville|boerne|boise|bolingbrook|boonville|bordentown|boston|bowling green|
    box elder|boynton beach|bozeman|braselton|brattleboro|breaux bridge|breezewood|bremen|brenham|
    brewster|brigham city|brinkley|bristol|brooksville|brookville|brownsville|brunswick|bryan|
    buckeye|buffalo|buford|bullhead city|burley|burlington|bushnell|butte|buttonwillow|calera|
    calexico|calvert city|canton|canyonville|cape girardeau|carlin|carlisle|carneys point|carteret|
    cartersville|carthage|caryville|casa grande|casper|castaic|castle rock|catoosa|cave city|
    cedar city|cedar creek|cedar rapids|central point|centralia|ceres|chamberlain|chambersburg|
    charleston|chattanooga|checotah|chehalis|cheney|chesterton|cheyenne|chicago|chicopee|childress|
    chino|chowchilla|christiansburg|cincinnati|ciudad juarez|clanton|claremore|clarendon|
    clarksville|cle elum|clear lake|clearfield|cleburne|cleveland|cloverdale|clovis|coachella|
    coalinga|coburg|cocoa|coeur d alene|colby|coldwater|colfax|college station|colorado city|
    colton|columbia|columbus|commerce city|concordia|conover|conroe|conway|cookeville|coralville|
    corbin|cordele|corpus christi|corsicana|corydon|cottage grove|cotulla|council bluffs|covington|
    cozad|cranberry|crestview|crossville|cuervo|cullman|cumberland|dalhart|dallas|dalton|danbury|
    danville|daphne|darien|davenport|dayton|daytona|decatur|deer lodge|defuniak springs|dekalb|
    del rio|deland|delano|deming|demotte|denison|denton|denver|des moines|detroit|dickinson|
    dickson|dilley|dodge city|donner pass|dothan|dry ridge|dubois|dubuque|duluth|dumfries|dunmore|
    dunnigan|dunsmuir|durant|durham|eagle pass|eastland|eau claire|edinburg|edinburgh|effingham|
    el cajon|el cenizo|el centro|el dorado|el indio|el paso|el reno|electra|elizabethtown|elk city|
    elk mountain|elkhart|elkin|elko|elkton|ellensburg|eloy|ely|elyria|emlenton|emporia|encinal|
    encinitas|enid|ennis|erie|escondido|eufaula|eugene|evanston|evansville|fabens|fairfield|
    fairmont|falfurrias|fancy gap|fargo|faribault|farmington|fayetteville|fergus falls|fernley|
    festus|fillmore|firebaugh|fishkill|flagstaff|flatonia|flint|florence|fontana|foristell|
    forrest city|fort chiswell|fort collins|fort myers|fort payne|fort pierce|fort smith|
    fort stockton|fort wayne|fort worth|frackville|frederick|fredericksburg|freer|french camp|
    fresno|front royal|gadsden|gaffney|gainesville|gallup|gary|gastonia|geneseo|george west|
    georgetown|gibbon|giddings|gillette|glendive|golconda|gonzales|goodland|goodyear|gothenburg|
    grand island|grand junction|grand rapids|grants pass|grantsville|grapevine|great falls|
    green bay|green river|greensboro|greenville|greer|grenada|grinnell|gulfport|hagerstown|
    haines city|hardeeville|harlingen|harrisburg|harrisonburg|harrisonville|hartford|hattiesburg|
    haubstadt|hays|hayti|hazen|hazleton|hebbronville|hebron|heflin|hempstead|henderson|henryetta|
    hesperia|hialeah|hickory|higginsville|high point|hillsboro|holbrook|holladay|homestead|hope|
    hope mills|hopewell|hopkinsville|houston|huntington|huntsville|hutchinson|idaho falls|
    indianapolis|indio|iowa city|jackson|jacksonville|jamestown|janesville|jefferson city|
    jeffersonville|johnson city|joliet|jonesboro|joplin|joppa|joseph city|juarez|junction city|
    jurupa valley|kadoka|kalamazoo|kankakee|kansas city|katy|kaycee|kearney|kellogg|kelso|kenly|
    kenosha|kerrville|kettleman city|kimball|kingdom city|kingman|kings mountain|kingsburg|
    kingsland|kingsport|kingsville|kissimmee|kittery|kittitas|knoxville|la crosse|la grande|
    la grange|la grulla|la habra|la joya|la marque|la mirada|la porte|la pryor|la puente|la quinta|
    la salle|la vergne|lacey|lafayette|lagrange|lake charles|lake city|lake park|lake station|
    lakehead|lakeland|lakeville|lamesa|lancaster|lansing|laplace|laramie|laredo|las cruces|
    las palmas|las vegas|lathrop|laughlin|laverne|lavonia|lawton|lebanon|lebec|lehi|lenoir city|
    lexington|liberty lake|lima|limon|lincoln|lincolnton|little america|little rock|live oak|
    livingston|locust grove|lodi|london|long beach|longview|lonoke|lordsburg|lordstown|los alamos|
    los angeles|los banos|los fresnos|los lunas|lost hills|loudon|louisville|loveland|lovelock|
    loxley|lubbock|ludlow|lufkin|luling|lumberton|luverne|macon|madera|madison|madisonville|mahwah|
    malad|manchester|mandan|mansfield|manteca|marana|marianna|mason city|matamoros|mattoon|mauston|
    mcalester|mcallen|mcdonough|mcpherson|mebane|mechanicsburg|medford|medley|melbourne|memphis|
    mena|menomonie|merced|meridian|mesa|mesquite|metropolis|mexicali|miami|michigan city|midland|
    mifflinville|miles city|milesburg|milldale|milwaukee|mineral wells|minneapolis|minooka|minot|
    mira loma|missoula|mobile|modesto|moline|monahans|monee|monroe|monteagle|monterrey|montgomery|
    morgantown|morrilton|morris|morristown|moses lake|mount airy|mount jackson|mount shasta|
    mount vernon|murdo|murfreesboro|muskogee|nacogdoches|nampa|nashville|natchez|needles|nephi|
    new albany|new braunfels|new castle|new orleans|new paris|new stanton|new york city|newark|
    newberry springs|newburgh|newnan|newport news|nogales|norfolk|north bend|north little rock|
    north platte|north ridgeville|north sioux city|nuevo laredo|oak creek|oak grove|oakland|oakley|
    ocala|odessa|ogallala|ogden|okc|okeechobee|oklahoma city|olive branch|omaha|opelika|opelousas|
    orangeburg|orlando|osceola|otay mesa|owatonna|oxnard|ozona|paducah|palatka|palm springs|
    palmetto|panama city|parkersburg|pascagoula|pasco|patterson|paxton|peach springs|pearsall|
    pecos|pendleton|pensacola|peoria|perrysburg|perryville|petersburg|pflugerville|pharr|
    philadelphia|philly|phoenix|picacho|picayune|piedras negras|pine bluff|pine bluffs|pine grove|
    pittsburgh|plainfield|plant city|pleasanton|pocatello|pomona|pompano beach|ponchatoula|
    pontoon beach|pooler|port allen|port arthur|port huron|port st lucie|port wentworth|portage|
    portageville|portland|post falls|poughkeepsie|prattville|priceville|primm|providence|provo|
    pryor|pueblo|quanah|quantico|quartzsite|quincy|racine|raleigh|rancho cucamonga|raphine|
    rapid city|rawlins|rayne|redding|remington|reno|rensselaer|resaca|reynosa|rialto|richfield|
    richmond|richmond hill|ridgefield|ridgeland|ringgold|ripon|ritzville|riverside|roanoke|
    roanoke rapids|robertsdale|robstown|rochelle|rochester|rock island|rock springs|rocker|
    rockford|rocklin|rocky mount|rolla|romeoville|romulus|roseburg|rosenberg|roswell|round rock|
    russellville|ruther glen|sacramento|saginaw|saint cloud|saint joseph|saint louis|saint paul|
    salado|salem|salina|salinas|salisbury|sallisaw|salt lake|salt lake city|saltillo|san angelo|
    san antonio|san bernardino|san diego|san francisco|san jon|san jose|san marcos|san simon|
    santa clarita|santa fe|santa nella|santa rosa|santa teresa|santee|sapulpa|sarasota|sarcoxie|
    saugerties|sauget|sauk centre|savannah|schulenburg|scottsburg|scranton|sealy|searcy|seattle|
    secaucus|sedalia|segovia|seguin|seligman|sellersburg|seminole|senatobia|sergeant bluff|seville|
    shamrock|shawnee|sheffield|shelbyville|sherman|shreveport|sidney|sierra blanca|sikeston|
    sioux city|sioux falls|sissonville|slidell|smithfield|smyrna|snowville|snyder|somerset|sonora|
    south bend|south haven|south hill|southaven|southington|spanish fork|sparks|spartanburg|
    spearfish|spiceland|spokane|sprague|springfield|st augustine|st clairsville|st cloud|st george|
    st joseph|st louis|st paul|st regis|stafford|starke|statesville|staunton|stockton|stony ridge|
    story city|strafford|strasburg|stroudsburg|sturbridge|sturgis|sturtevant|suffern|sumter|
    sunbury|sundance|sutherland|sutherlin|swedesboro|sweetwater|syracuse|tacoma|tahoka|tallahassee|
    tallapoosa|tampa|temecula|temple|terre haute|texarkana|theodore|thomasville|thoreau|
    three rivers|tiffin|tifton|tijeras|tijuana|titusville|toledo|tomah|tonkawa|tonopah|tooele|
    topeka|topock|toyah|tracy|tremonton|trenton|troutdale|troutville|truckee|tucson|tucumcari|
    tulare|tulsa|tupelo|turlock|tuscaloosa|tuscola|tuskegee|twin falls|tyler|ullin|unadilla|utica|
    uvalde|vacaville|vaiden|valdosta|valley city|van buren|van horn|vandalia|vero beach|vicksburg|
    victorville|vidalia|villa rica|vincennes|vinita|visalia|waco|wakeeney|walbridge|walcott|
    walterboro|wamego|wamsutter|warner robins|warrenton|washington dc|waterbury|waterloo|wausau|
    waxahachie|waycross|weatherford|wendover|wentzville|west fargo|west memphis|west palm beach|
    west plains|west sacramento|west springfield|west wendover|westley|wheatland|wheeler ridge|
    wheeling|white river junction|whiteland|whitestown|wichita|wichita falls|wikieup|wildwood|
    wilkes barre|willcox|williamsburg|willows|wilmington|wilsonville|winchester|winnemucca|winona|
    winslow|winston salem|wisconsin dells|wood river|woodhaven|worcester|worthington|wytheville|
    yadkinville|yakima|yemassee|yermo|york|youngstown|yreka|yulee|yuma|zanesville|zelienople|
    zephyrhills
    """
)

LONGEST_TOWN: Final = max(len(town.split()) for town in TOWNS)

#: Towns that are also words or first names, and prove nothing when they stand alone.
WORDS_TOO: Final = phrase_set(
    "bend|buckeye|gary|hickory|hope|lima|mobile|needles|sherman|temple|tracy|tyler|york"
)
