/**
 * How English letters sound: for each letter the rules that begin with it, the particular before the general, as
 * "left[letters]right=sounds". Around the brackets: # vowels, : any consonants, ^ one consonant, . a voiced one, + one of e, i, y,
 * % an ending (-e, -es, -ed, -er, -ing, -ely), & a hissing one, @ one behind which u is long, and a blank is the word's edge.
 * After the rules of the United States Naval Research Laboratory (Elovitz and others, 1976), which are in the public domain.
 */
export const LETTER_RULES: Readonly<Record<string, string>> = {
  A: ' [A] =AX; [ARE] =AA R; [AR]O=AX R;[AR]#=EH R;^[AS]#=EY S;[A]WA=AX;[AW]=AO; :[ANY]=EH N IY;[A]^+#=EY;#:[ALLY]=AX L IY; [AL]#=AX L;[AGAIN]=AX G EH N;#:[AG]E=IH JH;[A]^+:#=AE; :[A]^+ =EY;[A]^%=EY; [ARR]=AX R;[ARR]=AE R; :[AR] =AA R;[AR] =ER;[AR]=AA R;[AIR]=EH R;[AI]=EY;[AY]=EY;[AU]=AO;#:[AL] =AX L;#:[ALS] =AX L Z;[ALK]=AO K;[AL]^=AO L; :[ABLE]=EY B AX L;[ABLE]=AX B AX L;[ANG]+=EY N JH;[A] =AX;[A]=AE',
  B: ' [BE]^#=B IH;[BEING]=B IY IH NG; [BOTH] =B OW TH; [BUS]#=B IH Z;[BUIL]=B IH L;M[B] =;[B]=B',
  C: ' [CH]^=K;^E[CH]=K;[CHAR]A=K AE R;[CH]=CH; S[CI]#=S AY;[CI]A=SH;[CI]O=SH;[CI]EN=SH;[C]+=S;[CK]=K;[COM]%=K AH M;[C]=K',
  D: '#:[DED] =D IH D;.E[D] =D;#^:E[D] =T; [DE]^#=D IH; [DO] =D UW; [DOES]=D AH Z; [DOING]=D UW IH NG; [DOW]=D AW;[DU]A=JH UW;[DG]E=JH;[D]=D',
  E: "#:[E] =;'^:[E] =; :[E] =IY;#[ED] =D;#:[E]D =;[EV]ER=EH V;[E]^%=IY;[ERI]#=IY R IY;[ERI]=EH R IH;#:[ER]#=ER;[ER]#=EH R;[ER]=ER; [EVEN]=IY V EH N;#:[E]W=;@[EW]=UW;[EW]=Y UW;[E]O=IY;#:&[ES] =IH Z;#:[E]S =;#:[ELY] =L IY;#:[EMENT]=M EH N T;[EFUL]=F UH L;[EE]=IY;[EARN]=ER N; [EAR]^=ER;[EAD]=EH D;#:[EA] =IY AX;[EA]SU=EH;[EA]=IY;[EIGH]=EY;[EI]=IY; [EYE]=AY;[EY]=IY;[EU]=Y UW;[E]=EH",
  F: '[FUL]=F UH L;F[F]=;[F]=F',
  G: '[GIV]=G IH V; [G]I^=G;[GE]T=G EH;SU[GGES]=G JH EH S;[GG]=G; B#[G]=G; [GN]=N;[G]+=JH;[GREAT]=G R EY T;[GH]T=; [GH]=G;#[GH]=;[G]=G',
  H: ' [HAV]=HH AE V; [HERE]=HH IY R; [HOUR]=AW ER;[HOW]=HH AW;[H]#=HH;[H]=',
  I: ' [IN]=IH N; [I] =AY;[IN]D =AY N;[IER]=IY ER;#:R[IED] =IY D;[IED] =AY D;[IEN]=IY EH N;[IE]T=AY EH; :[I]%=AY;[I]%=IY;[IE]=IY;[I]^+:#=IH;[IR]#=AY R;[IZ]%=AY Z;[IS]%=AY Z;[I]D%=AY;+^[I]^+=IH;[I]T%=AY;#^:[I]^+=IH;[I]^+=AY;[IR]=ER;[IGH]=AY;[ILD]=AY L D;[IGN] =AY N;[IGN]^=AY N;[IGN]%=AY N;[IQUE]=IY K;[I]O=IY;[I]A=IY;[I]=IH',
  J: '[J]=JH',
  K: ' [K]N=;[K]=K',
  L: '[LO]C#=L OW;L[L]=;#^:[L]%=AX L;[LEAD]=L IY D;[L]=L',
  M: '[MOV]=M UW V;M[M]=;[M]=M',
  N: 'E[NG]+=N JH;[NG]R=NG G;[NG]#=NG G;[NGL]%=NG G AX L;[NG]=NG;[NK]=NG K; [NOW] =N AW;N[N]=;[N]=N',
  O: "[OF] =AX V;[OROUGH]=ER OW;#:[OR] =ER;#:[ORS] =ER Z;[OR]=AO R; [ONE]=W AH N;[OW]N=OW;[OW]=OW; [OVER]=OW V ER;[OV]=AH V;[O]^%=OW;[O]^EN=OW;[O]^I#=OW;[OL]D=OW L;[OUGHT]=AO T;[OUGH]=AH F; [OU]=AW;H[OU]S#=AW;[OUS]=AX S;[OUR]=AO R;[OULD]=UH D;^[OU]^L=AH;[OUP]=UW P;[OU]=AW;[OY]=OY;[OING]=OW IH NG;[OI]=OY;[OOR]=AO R;[OOK]=UH K;[OOD]=UH D;[OO]=UW;[O]E=OW;[O] =OW;[OA]=OW; [ONLY]=OW N L IY; [ONCE]=W AH N S;[ON'T]=OW N T;C[O]N=AA;[O]NG=AO; ^:[O]N=AH;I[ON]=AX N;#:[ON] =AX N;#^[ON]=AX N;[O]ST =OW;[OF]^=AO F;[OTHER]=AH DH ER;[OSS] =AO S;#^:[OM]=AH M;[O]=AA",
  P: '[PH]=F;[PEOP]=P IY P;[POW]=P AW;[PUT] =P UH T; [PS]=S;P[P]=;[P]=P',
  Q: '[QUAR]=K W AO R;[QUE] =K;[QU]=K W;[Q]=K',
  R: ' [RE]^#=R IY;R[R]=;[R]=R',
  S: "[SH]=SH;#[SION]=ZH AX N;[SOME]=S AH M;#[SUR]#=ZH ER;[SUR]#=SH ER;#[SU]#=ZH UW;#[SSU]#=SH UW;#[SED] =Z D;#[S]#=Z;[SAID]=S EH D;^[SION]=SH AX N;[S]S=;.[S] =Z;#:.E[S] =Z;#^:##[S] =Z;#^:#[S] =S;U[S] =S; :#[S] =Z; [SCH]=S K;[S]C+=;#[SM]=Z M;#[SN]'=Z AX N;[STLE]=S AX L;[S]=S",
  T: ' [THE] =DH AX;[TO] =T UW;[THAT] =DH AE T; [THIS] =DH IH S; [THEY]=DH EY; [THERE]=DH EH R;[THER]=DH ER;[THEIR]=DH EH R; [THAN] =DH AE N; [THEM] =DH EH M; [THESE] =DH IY Z; [THEN]=DH EH N;[THROUGH]=TH R UW;[THOSE]=DH OW Z;[THOUGH] =DH OW; [THUS]=DH AH S;[TH]=TH;#:[TED] =T IH D;S[TI]#N=CH;[TI]O=SH;[TI]A=SH;[TIEN]=SH AX N;[TUR]#=CH ER;[TU]A=CH UW; [TWO]=T UW;[TCH]=CH;T[T]=;[T]=T',
  U: ' [UN]I=Y UW N; [UN]=AH N; [UPON]=AX P AO N;@[UR]#=UH R;[UR]#=Y UH R;[UR]=ER;[U]^ =AH;[U]^^=AH;[UY]=AY; G[U]#=;G[U]%=;G[U]#=W;#N[U]=Y UW;@[U]=UW;[U]=Y UW',
  V: '[VIEW]=V Y UW;[V]=V',
  W: ' [WERE]=W ER;[WA]S=W AA;[WA]T=W AA;[WHERE]=W EH R;[WHAT]=W AA T;[WHOL]=HH OW L;[WHO]=HH UW;[WH]=W;[WAR]=W AO R;[WOR]^=W ER;[WR]=R;[W]=W',
  X: ' [X]=Z;[X]=K S',
  Y: '[YOUNG]=Y AH NG; [YOU]=Y UW; [YES]=Y EH S; [Y]=Y;#^:[Y] =IY;#^:[Y]I=IY; :[Y] =AY; :[Y]#=AY; :[Y]^+:#=IH; :[Y]^#=AY;[Y]=IH',
  Z: 'Z[Z]=;[Z]=Z',
};

/** Words that go their own ways, with their sounds. */
export const OWN_WAYS: Readonly<Record<string, string>> = Object.fromEntries(
  'above AX B AH V/any EH N IY/are AA R/been B IH N/busy B IH Z IY/buy B AY/car K AA R/child CH AY L D/children CH IH L D R EH N/coffee K AO F IY/come K AH M/could K UH D/country K AH N T R IY/credit K R EH D IH T/credits K R EH D IH T S/demo D EH M OW/does D AH Z/done D AH N/door D AO R/engine EH N JH IH N/enough IH N AH F/every EH V R IY/everyone EH V R IY W AH N/eye AY/father F AA DH ER/find F AY N D/friend F R EH N D/from F R AH M/give G IH V/gone G AO N/good G UH D/great G R EY T/have HH AE V/heart HH AA R T/hello HH EH L OW/house HH AW S/idea AY D IY AX/is IH Z/it IH T/its IH T S/kind K AY N D/knew N UW/know N OW/laugh L AE F/learn L ER N/listen L IH S AX N/little L IH T AX L/live L IH V/machine M AX SH IY N/many M EH N IY/market M AA R K IH T/minute M IH N IH T/minutes M IH N IH T S/model M AA D AX L/money M AH N IY/morning M AO R N IH NG/mouse M AW S/most M OW S T/mother M AH DH ER/music M Y UW Z IH K/new N UW/night N AY T/not N AA T/nothing N AH TH IH NG/now N AW/number N AH M B ER/ocean OW SH AX N/of AX V/often AO F AX N/one W AH N/only OW N L IY/open OW P AX N/other AH DH ER/our AW ER/people P IY P AX L/picture P IH K CH ER/put P UH T/question K W EH S CH AX N/read R IY D/said S EH D/says S EH Z/school S K UW L/shoulder SH OW L D ER/shoulders SH OW L D ER Z/some S AH M/something S AH M TH IH NG/sorry S AA R IY/speech S P IY CH/sugar SH UH G ER/sure SH UH R/talk T AO K/the DH AX/thirty TH ER T IY/today T AX D EY/together T AX G EH DH ER/tomorrow T AX M AA R OW/two T UW/use Y UW Z/used Y UW Z D/user Y UW Z ER/very V EH R IY/walk W AO K/want W AA N T/was W AH Z/watch W AA CH/water W AO T ER/were W ER/what W AH T/who HH UW/woman W UH M AX N/women W IH M IH N/word W ER D/words W ER D Z/work W ER K/world W ER L D/would W UH D/year Y IH R/years Y IH R Z/your Y AO R/zero Z IH R OW'
    .split('/')
    .map((entry) => [entry.slice(0, entry.indexOf(' ')), entry.slice(entry.indexOf(' ') + 1)]),
);
